---- MODULE cfg_spec_forms ----
EXTENDS Naturals
VARIABLES x, y
vars == <<x, y>>
Init == x = 0 /\ y = 0
Step(n) == x' = (x + n) % 3 /\ UNCHANGED y
Next == Step(1)
Fair == WF_vars(Next)
Plain == Init /\ [][Next]_vars
Conj == /\ Init
        /\ [][Next]_vars
        /\ Fair
More == x = 0 /\ y = 0 /\ [][Step(1) \/ Step(2)]_<<x, y>>
Let == LET n == 2 IN Init /\ [][Step(n)]_vars
Param(n) == Init /\ [][Step(n)]_vars
Args == Param(2)
InitOnly == Init
NoInit == [][Next]_vars
TwoNext == Init /\ [][Next]_vars /\ [][Step(2)]_vars
StateBox == Init /\ [][Next]_vars /\ [](x < 5)
PartialSubscript == Init /\ [][Next]_x
WithExists == \EE z : Init /\ [][Next]_vars
Tautology == TRUE
====
