---- MODULE action_guard_not_boolean ----
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x + 1 /\ x' = x \* error here
====
