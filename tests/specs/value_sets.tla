---- MODULE value_sets ----
EXTENDS Integers, FiniteSets
ASSUME {1, 2, 2, 1} = {2, 1} /\ Cardinality({1, 1}) = 1
ASSUME 1..3 = {3, 2, 1} /\ 2..1 = {} /\ (-1)..1 = {0, -1, 1}
ASSUME {n \in 1..4 : n % 2 = 0} = {2, 4}
ASSUME {n % 2 : n \in 1..4} = {0, 1}
ASSUME UNION {{1}, {2, 3}, {}} = 1..3
ASSUME SUBSET {} = {{}} /\ {} \in SUBSET {1}
ASSUME {1, 2} \ {2, 3} = {1} /\ {1, 2} \cap {2, 3} = {2}
ASSUME {1} \subseteq {1, 2} /\ ~({1, 3} \subseteq {1, 2}) /\ {} \subseteq {}
ASSUME {{1}, {2}} = {{2}, {1}} /\ {1} \in {{1}}
ASSUME (1..2) \X {5} = {<<1, 5>>, <<2, 5>>}
ASSUME Cardinality(SUBSET (1..5)) = 32
ASSUME Cardinality([1..3 -> 1..3]) = 27 /\ Cardinality([a : 1..2, b : 1..3]) = 6
ASSUME IsFiniteSet({1}) /\ IsFiniteSet(1..10)
ASSUME BOOLEAN = {TRUE, FALSE}
ASSUME {TRUE} \subseteq BOOLEAN
====
