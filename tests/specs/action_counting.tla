---- MODULE action_counting ----
(* Equal successors are one state and several steps. *)
EXTENDS Naturals, FiniteSets
VARIABLE x
Init == x \in {0, 1 - 1}
Twice == x' = 1 \/ x' = 1
Sets == \E S \in SUBSET {1, 2, 3} : x' = Cardinality(S)
Let == LET A == x' = 1 - x IN A \/ A \/ x' = x
Member == x' \in {0, 1} /\ x' \in {1, 2}
Both == x' \in {0, 1} /\ UNCHANGED x
InitTwice == (x = 0 \/ x = 0) /\ x \in {0, 0}
====
