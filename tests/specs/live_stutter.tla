---- MODULE live_stutter ----
(* Fairness is about steps that change the subscript: a step of A that       *)
(* changes nothing is none, and every state may stutter.                     *)
EXTENDS Naturals
VARIABLES x, y
vars == <<x, y>>
Init == x = 0 /\ y = 0
A == x' = x /\ y' = y
B == x < 2 /\ x' = x + 1 /\ UNCHANGED y
C == y' = 1 - y /\ UNCHANGED x
Next == A \/ B \/ C
FairA == Init /\ [][Next]_vars /\ WF_vars(A)
FairAB == Init /\ [][Next]_vars /\ WF_vars(A \/ B)
FairBx == Init /\ [][Next]_vars /\ WF_x(B)
FairCx == Init /\ [][Next]_vars /\ WF_x(C)
FairNextX == Init /\ [][Next]_vars /\ WF_x(Next)
SubX == Init /\ [][Next]_vars /\ WF_x(A \/ B \/ C)
Grows == <>(x = 2)
Moves == <>(y = 1)
====
