---- MODULE cfg_assumptions ----
EXTENDS Naturals
CONSTANT N
VARIABLE x
ASSUME Positive == N > 0
ASSUME Small == N < 5
AXIOM N = 17
Init == x = 0
Next == x' = (x + 1) % N
====
