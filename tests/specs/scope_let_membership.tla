---- MODULE scope_let_membership ----
(* A LET that speaks of the state, in the set that a variable must belong to. *)
EXTENDS Naturals
VARIABLES f, k
Init == k = 0 /\ f = [i \in 1..2 |-> 0]
Next == k < 2 /\ k' = k + 1 /\ f' = [i \in 1..2 |-> k']
Grows == LET S == 0..k IN f \in [1..2 -> S]
Through == LET S == 0..k T == S \cup {7} IN f \in [1..2 -> T]
Record == LET S == 0..k IN [a |-> f, b |-> k] \in [a : [1..2 -> S], b : S]
Shrinks == LET S == 0..(3 - 2 * k) IN f \in [1..2 -> S]
====
