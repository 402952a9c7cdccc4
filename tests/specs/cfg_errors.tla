---- MODULE cfg_errors ----
EXTENDS Naturals
CONSTANT N
VARIABLE x
Init == x = N
Next == x' = x
Spec == Init /\ [][Next]_x
Inv == x = N
Op(n) == n = x
Positive == N > 0
Prime == x' = x
Temporal == []Inv
Cyc1 == 1
Cyc2 == 2
True == TRUE
False == FALSE
====
