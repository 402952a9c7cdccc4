---- MODULE action_definition_listed ----
\* A described set that is looked through again and again in the next state, until something is found: its members are
\* those of the values that the next state was given.
EXTENDS Naturals, FiniteSets
VARIABLES x, y
Sets == {s \in SUBSET (0 .. x) : Cardinality(s) = 4}
Pairs == UNION {{{i}, {i, x}} : i \in 0 .. 4}
Init == x = 0 /\ y = {}
Next == /\ x' \in 5 .. 8
        /\ y' \in SUBSET (0 .. 4)
        /\ \E s \in Sets' : y' \subseteq s /\ x' \in s
        /\ \E p \in Pairs' : p \subseteq y' \cup {x'} /\ x' \in p
Inv == x = 0 \/ Cardinality(y) < 4
====
