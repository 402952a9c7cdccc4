---- MODULE action_prime_in_operator ----
(* That an operator assigns a variable is seen through calls and LET. *)
EXTENDS Naturals
VARIABLES x, y
SetX(v) == x' = v
SetBoth(v, w) == LET a == SetX(v) IN a /\ y' = w
Init == x = 0 /\ y = 0
Next == \E n \in 0..2 : x < 2 /\ SetBoth(n, x)
Inv == x \in 0..2 /\ y \in 0..1
====
