---- MODULE action_enabled ----
EXTENDS Naturals
VARIABLES x, y
Init == x = 0 /\ y = FALSE
Up == x < 3 /\ x' = x + 1 /\ UNCHANGED y
Choice == \E n \in {5, 7} : x' = n /\ n < 6 /\ y' = y
Next == \/ Up
        \/ ~ENABLED Up /\ y' = TRUE /\ UNCHANGED x
Inv == /\ (ENABLED Up) = (x < 3)
       /\ ENABLED Choice
       /\ ~ENABLED (x' = x + 1 /\ x' = x /\ y' = y)
       /\ ENABLED (x' \in {1, 3} /\ x' > 2 /\ y' = y)
       /\ (y => ~ENABLED Up)
       /\ (ENABLED <<Up>>_x) = (ENABLED Up)
====
