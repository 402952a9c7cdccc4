---- MODULE action_definition_primed ----
\* Definitions in a state that is being made: they change with the variables that they read, and only with those.
EXTENDS Naturals, FiniteSets
VARIABLES x, y, z

Chosen == {R \in SUBSET (0..2) : x \in R /\ (y = 0 => 2 \notin R)}
Sum == x + y

Init == x = 0 /\ y = 0 /\ z = 0

\* The set is listed for each x' and y', to its end, before z has a value.
Size == x' \in 0..2 /\ y' \in 0..1 /\ \E R \in Chosen' : z' = Cardinality(R)

\* Here it is asked for with z' changing, and is not listed to its end where a member is found.
Fits == /\ y' = y
        /\ x' \in 0..2
        /\ z' \in 0..3
        /\ Sum' <= 2
        /\ \A R \in Chosen' : Cardinality(R) <= 3
        /\ \E R \in Chosen' : Cardinality(R) = z'

Next == Size \/ Fits

\* One variable decides some of these, in some states.
Bounds == x <= 2
Two == y = 1 \/ \A R \in Chosen : 2 \notin R
Most == x # 2 \/ y + z <= 4
Few == x = 0 \/ y = 0 \/ z < 3
====
