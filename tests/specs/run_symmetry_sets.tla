---- MODULE run_symmetry_sets ----
(* Sets of members, functions between them and sets of sets. *)
EXTENDS TLC
CONSTANT P
VARIABLES s, f
Init == s \in SUBSET SUBSET P /\ f \in [P -> P]
Next == UNCHANGED <<s, f>>
Perms == Permutations(P)
====
