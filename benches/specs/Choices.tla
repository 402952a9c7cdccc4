---- MODULE Choices ----
\* The system of models/choices.py.
EXTENDS Naturals
CONSTANTS N, K
VARIABLE form

Init == form = [i \in 1 .. N |-> 0]
File(i, k) == form[i] = 0 /\ form' = [form EXCEPT ![i] = k]
Next == \E i \in 1 .. N, k \in 1 .. K : File(i, k)
Spec == Init /\ [][Next]_form
====
