---- MODULE over_no_set ----
\* An action over the members of a variable that holds no set is an error, not an action without successors.
EXTENDS Naturals
VARIABLES x, y
Init == x = 0 /\ y = 0
A == \E m \in x : y' = 9 /\ x' = x
B == y' = 1 - y /\ UNCHANGED x
Next == A \/ B
Small == y # 9
====
