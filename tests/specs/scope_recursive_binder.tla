---- MODULE scope_recursive_binder ----
(* Each call has its own binders. *)
EXTENDS Naturals, FiniteSets
RECURSIVE Count(_)
Count(S) ==
  IF S = {} THEN 0
  ELSE LET e == CHOOSE e \in S : \A f \in S : e <= f
           rest == Count(S \ {e})
       IN rest + e
ASSUME Count({1, 2, 4}) = 7
RECURSIVE Paths(_, _)
Paths(n, seen) ==
  IF n = 3 THEN {seen}
  ELSE UNION {Paths(n + 1, seen \cup {m}) : m \in {n, n + 10}}
ASSUME Cardinality(Paths(0, {})) = 8
====
