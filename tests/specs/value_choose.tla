---- MODULE value_choose ----
(* CHOOSE takes the first element in a fixed order, whatever the set looks   *)
(* like.                                                                     *)
EXTENDS Integers, FiniteSets, Sequences
Pick(S) == CHOOSE e \in S : TRUE
ASSUME Pick({3, 1, 2}) = 1
ASSUME Pick(1..3) = 1 /\ Pick({3} \cup {2}) = 2
ASSUME Pick({-1, 1, -3}) = -3
ASSUME Pick({TRUE, FALSE}) = FALSE
ASSUME Pick({{2}, {1, 2}, {}}) = {}
ASSUME Pick({{2}, {1, 3}}) = {2}
ASSUME Pick({{1, 4}, {2, 3}}) = {1, 4}
ASSUME Pick({<<2>>, <<1, 1>>}) = <<2>>
ASSUME Pick({<<1, 2>>, <<1, 1>>}) = <<1, 1>>
ASSUME Pick([1..2 -> {5, 4}]) = <<4, 4>>
ASSUME Pick(SUBSET {1, 2}) = {}
ASSUME (CHOOSE e \in 1..9 : e > 4) = 5
ASSUME Pick({5 - n : n \in 1..3}) = 2
ASSUME Pick(UNION {{4, 5}, {3}}) = 3
ASSUME Pick({n \in {5, 3, 4} : n > 3}) = 4
ASSUME Pick({1, 2} \X {3, 4}) = <<1, 3>>
ASSUME Pick([a : {2, 1}, b : {3}]) = [a |-> 1, b |-> 3]
ASSUME Pick({[b |-> 1], [a |-> 2, b |-> 1]}) = [b |-> 1]
ASSUME (CHOOSE <<m, n>> \in {<<1, 2>>, <<2, 1>>} : m > n) = <<2, 1>>
(* The same choice for equal sets, whichever way they are written. *)
ASSUME Pick({"zeta", "alpha"}) = Pick({"alpha", "zeta", "zeta"})
ASSUME \A S \in SUBSET {1, 2, 3} \ {{}} : Pick(S) = CHOOSE e \in S : \A f \in S : e <= f
====
