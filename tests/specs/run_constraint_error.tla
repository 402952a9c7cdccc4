---- MODULE run_constraint_error ----
EXTENDS Naturals, Sequences
VARIABLE x
Init == x = 0
Next == x' = x + 1
Bound == <<7, 7, 7>>[x + 1] = 7 \* error here
====
