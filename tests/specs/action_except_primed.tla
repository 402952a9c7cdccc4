---- MODULE action_except_primed ----
EXTENDS Naturals
VARIABLE f
Init == f = [n \in 1..2 |-> 0]
Next == \E n \in 1..2 : /\ f[n] < 2
                        /\ f' = [f EXCEPT ![n] = @ + 1]
                        /\ f'[n] > f[n]
Diff == \A n \in 1..2 : f'[n] \in {f[n], f[n] + 1}
Safe == [][Diff]_f
====
