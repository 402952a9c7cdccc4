---- MODULE run_constraint_all ----
(* A constraint that no initial state satisfies leaves nothing. *)
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = x + 1
Never == x > 5
====
