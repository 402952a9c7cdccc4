---- MODULE cfg_model_values ----
EXTENDS FiniteSets
CONSTANTS P, p1, p2, none
VARIABLE owner
Init == owner = none
Next == \/ owner = none /\ owner' \in P
        \/ owner # none /\ owner' = none
Inv == owner \in P \cup {none} /\ Cardinality(P) = 3 /\ {p1, p2} \subseteq P /\ p1 # p2
====
