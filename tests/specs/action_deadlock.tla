---- MODULE action_deadlock ----
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x < 3 /\ x' = x + 1
Bound == x < 2
Stutter == x' = x
====
