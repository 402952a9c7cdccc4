---- MODULE run_no_initial ----
EXTENDS Naturals
VARIABLE x
Init == x \in {} /\ x = 0
Next == x' = x
====
