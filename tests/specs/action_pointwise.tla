---- MODULE action_pointwise ----
(* f'[1] = ... does not assign f. *)
EXTENDS Naturals
VARIABLE f
Init == f = [n \in 1..2 |-> 0]
Next == f'[1] = 1 /\ f'[2] = 2 \* error here
====
