---- MODULE action_order_sets ----
(* In which order the elements of a set are tried. *)
EXTENDS Naturals, Sequences
CONSTANT Start
VARIABLE x
Init == x = Start
Subsets == x = Start /\ x' \in SUBSET {3, 1, 2}
NotSubset == x # {1, 3}
Records == x = Start /\ x' \in [b : {2, 1}, a : {3, 1}]
NotRecord == x # [a |-> 3, b |-> 1]
Strings == x = Start /\ x' \in {"zebra", "ant", "middle"}
NotString == x # "middle"
Unions == x = Start /\ x' \in UNION {{5, 1}, {3, 2}}
NotUnion == x # 3
Images == x = Start /\ x' \in {10 - n : n \in {1, 5, 3}}
NotImage == x # 7
Intervals == x = Start /\ x' \in (3..5) \cup (1..2)
NotInterval == x # 3
Filters == x = Start /\ x' \in {n \in {9, 2, 4, 7} : n # 4}
NotFilter == x # 7
Sequences_ == x = Start /\ x' \in {<<2>>, <<1, 1>>, <<>>, <<1, 0>>}
NotSequence == x # <<1, 0>>
Sets == x = Start /\ x' \in {{3}, {1, 2}, {}, {2}}
NotSet == x # {3}
Functions == x = Start /\ x' \in [{"p", "q"} -> {1, 2}]
NotFunction == x # [p |-> 2, q |-> 1]
====
