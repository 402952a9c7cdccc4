---- MODULE run_properties ----
(* Safety properties given as PROPERTY. *)
EXTENDS Naturals
VARIABLES x, y
vars == <<x, y>>
Init == x = 0 /\ y \in {0, 1}
Next == x' = (x + 1) % 4 /\ UNCHANGED y
Spec == Init /\ [][Next]_vars
Always == [](x < 4)
AlwaysNot == [](x < 3)
Step == [][x' = (x + 1) % 4]_x
StepNot == [][x' > x]_x
InitHolds == x = 0
InitNot == y = 0
Both == x = 0 /\ [](x < 4) /\ [][y' = y]_vars
BothNot == /\ x = 0
           /\ [][y' = y]_vars
           /\ [](x < 3)
Each == \A n \in 4..6 : [](x # n)
EachNot == \A n \in 3..5 : [](x # n)
Angle == [][x' # x]_vars
Self == Spec
Unboxed == x' = x + 1
====
