---- MODULE run_symmetry_sorting ----
(* Sorting the values that occur is no canonical form: a permutation must be *)
(* applied to both functions at once.                                        *)
EXTENDS TLC
CONSTANT P
VARIABLES f, g
Init == f \in [P -> {0, 1}] /\ g \in [P -> {0, 1}]
Next == UNCHANGED <<f, g>>
Perms == Permutations(P)
====
