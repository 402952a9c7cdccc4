---- MODULE scope_higher_order ----
(* An operator argument keeps the environment in which it was written. *)
EXTENDS Naturals
Map(Op(_), S) == {Op(n) : n \in S}
Twice(Op(_), n) == Op(Op(n))
AddAll(n) == Map(LAMBDA m : m + n, {1, 2})
ASSUME AddAll(10) = {11, 12}
Nest(n) == Map(LAMBDA m : Twice(LAMBDA k : k * n + m, m), {1, 2})
ASSUME Nest(3) = {13, 26}
ASSUME LET n == 5
           Add(m) == m + n
       IN Map(Add, {1}) = {6} /\ \A k \in {1} : Map(Add, {k}) = {6}
Shadow(n) == LET Op(m) == m + n IN Map(Op, {n})
ASSUME Shadow(4) = {8}
====
