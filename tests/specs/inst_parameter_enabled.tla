---- MODULE inst_parameter_enabled ----
(* In ENABLED a variable of an instance with parameters gets a next value of its own, too. *)
EXTENDS Naturals
VARIABLE f
P == {1, 2}
Init == f = [p \in P |-> 0]
Step(p) == f[p] < 2 /\ f' = [f EXCEPT ![p] = @ + 1]
Next == \E p \in P : Step(p)
Fair == Init /\ [][Next]_f /\ WF_f(Next)
Unfair == Init /\ [][Next]_f
Each(p) == INSTANCE inst_parameter_enabled_base WITH c <- f[p], Top <- 2
Every == \A p \in P : Each(p)!Spec
Can == \A p \in P : Each(p)!Can
Outside == \A p \in P : (f[p] < 2) = ENABLED Each(p)!Up
====
