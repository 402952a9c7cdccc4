---- MODULE action_list_of_one ----
\* A list of one conjunct is one action to TLC, but what is in it comes in the order in which it is written.
EXTENDS Naturals
VARIABLE x
Add(i) == x < 4 /\ x' = x + i
Init == x = 0
Next == /\ \E i \in {1, 2} : Add(i) \/ (x = 3 /\ x' = 7)
Inv == x # 7
====
