---- MODULE Mixer ----
\* The system of models/mixer.py.
EXTENDS Naturals
CONSTANTS N, M
VARIABLE register

Registers == 1 .. N

RECURSIVE Weighted(_)
Weighted(j) == IF j = 0 THEN 0 ELSE j * register[j] + Weighted(j - 1)

Init == register = [i \in Registers |-> 0]
Mix(i) == register' = [register EXCEPT ![i] = (Weighted(N) + i) % M]
Next == \E i \in Registers : Mix(i)
Spec == Init /\ [][Next]_register

WithinBounds == \A i \in Registers : register[i] \in 0 .. M - 1
====
