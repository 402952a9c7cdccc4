---- MODULE action_lazy_filter ----
(* The elements of a set that is described by a test are used in the states  *)
(* of whoever uses them, not in those in which the set was described.        *)
EXTENDS Naturals, FiniteSets
CONSTANT P
VARIABLES msgs, n
Pairs == {S \in SUBSET P : Cardinality(S) = 2}
Init == msgs = {} /\ n = 0
Keep(b, pair) == LET known == {m \in msgs : m \in pair}
                 IN known = pair /\ msgs' = msgs /\ UNCHANGED n
Known(v) == \E b \in {1}, pair \in Pairs : \A p \in pair : p \in msgs /\ v >= n
Add(p) == msgs' = msgs \cup {p} /\ UNCHANGED n
Clear == Known(1) /\ msgs' = {} /\ n' = 1 - n
Pick == \E pair \in Pairs : msgs' = pair /\ n' \in {k \in 0..1 : k # n}
Next == \/ \E b \in {1} : \E pair \in Pairs : Keep(b, pair)
        \/ \E p \in P : Add(p)
        \/ Clear
        \/ n = 1 /\ Pick
Inv == \A pair \in Pairs : pair \subseteq msgs => \E p \in msgs : p \in pair
Step == [][\E k \in {j \in 0..2 : j # n'} : k = n \/ n = n']_<<msgs, n>>
====
