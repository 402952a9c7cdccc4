---- MODULE parse_product ----
(* A product of three sets is a set of triples, not of pairs of pairs. *)
EXTENDS Naturals, FiniteSets
S == {1, 2}
ASSUME Cardinality(S \X S \X S) = 8
ASSUME <<1, 2, 1>> \in S \X S \X S
ASSUME <<<<1, 2>>, 1>> \notin S \X S \X S
ASSUME <<<<1, 2>>, 1>> \in (S \X S) \X S
ASSUME <<1, <<2, 1>>>> \in S \X (S \X S)
VARIABLE x
Init == x \in S \X S \X {0}
Next == x' \in {<<x[2], x[1], n>> : n \in S}
====
