---- MODULE inst_implicit ----
(* What is not substituted is taken from where the instance stands. *)
EXTENDS Naturals
CONSTANT Limit
VARIABLE c
Step(n) == n + 1
I == INSTANCE inst_counter
Init == I!Init
Next == I!Next
Inv == I!InRange
====
