---- MODULE scope_let_shadow ----
(* A parameter, a binder of the caller and a LET of the callee with the same *)
(* name are three different things.                                          *)
EXTENDS Naturals
VARIABLE x
Inner(n) == LET m == n + 1 IN m
Outer(m) == Inner(m) + m
Init == x = 0
Next == \E n \in 0..2 : x' = Outer(n) /\ \A m \in {7} : TRUE
Inv == x \in {0, 1, 3, 5}
====
