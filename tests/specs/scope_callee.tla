---- MODULE scope_callee ----
(* The callee never sees the binders of its caller: n is unknown in Op. *)
EXTENDS Naturals
VARIABLE x
Op == n + 1 \* error here
Init == x = 0
Next == \E n \in 0..2 : x' = Op
====
