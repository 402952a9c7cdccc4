---- MODULE action_too_early ----
EXTENDS Naturals
VARIABLES x, y
Init == x = 0 /\ y = 0
Next == /\ y' = x' + 1 \* error here
        /\ x' = x + 1
====
