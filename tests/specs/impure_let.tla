---- MODULE impure_let ----
\* What a LET does besides having a value is done in every state.
EXTENDS Naturals, TLC
VARIABLES x, y
Init == x = 0 /\ y = 0 /\ TLCSet(1, 0)
A == LET t == TLCSet(1, TLCGet(1) + 1) IN t /\ x' = 1 - x /\ UNCHANGED y
B == y < 400 /\ y' = y + 1 /\ UNCHANGED x
Next == A \/ B
Enough == TLCGet(1) < 500
====
