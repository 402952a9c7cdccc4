---- MODULE Odometer ----
\* The system of models/odometer.py.
EXTENDS Naturals
CONSTANT DIGITS
VARIABLES digit, lamp

Places == 1 .. DIGITS
AllNine(i) == \A j \in 1 .. i - 1 : digit[j] = 9
Advanced(i) == IF ~AllNine(i) THEN digit[i] ELSE (digit[i] + 1) % 10

Init == digit = [i \in Places |-> 0] /\ lamp = FALSE
Tick == digit' = [i \in Places |-> Advanced(i)] /\ UNCHANGED lamp
Press == lamp' = ~lamp /\ UNCHANGED digit
Next == Tick \/ Press
Spec == Init /\ [][Next]_<<digit, lamp>>
====
