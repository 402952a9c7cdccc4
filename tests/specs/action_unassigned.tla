---- MODULE action_unassigned ----
VARIABLES x, y
Init == x = 0 /\ y = 0
Next == x = 0 /\ x' = 1
InitPart == x = 0
Full == UNCHANGED <<x, y>>
====
