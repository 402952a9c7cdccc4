---- MODULE action_order ----
(* The order in which steps are found decides which of two shortest          *)
(* counterexamples is shown, and the counts at that moment. With several     *)
(* bounds, the first one varies fastest.                                     *)
EXTENDS Naturals
VARIABLE x
Init == x = <<0, 0>>
Free == x = <<0, 0>>
Two == \E p, q \in 1..3 : Free /\ x' = <<p, q>>
TwoLate == Free /\ \E p \in 1..3, q \in 1..3 : x' = <<p, q>>
Nested == \E p \in 1..3 : \E q \in 1..3 : Free /\ x' = <<p, q>>
Tuple == \E <<p, q>> \in (1..3) \X (1..3) : Free /\ x' = <<p, q>>
Element == Free /\ x' \in (1..3) \X (1..3)
Functions == Free /\ x' \in [1..2 -> 1..3]
Disjuncts == (Free /\ x' = <<3, 1>>) \/ (Free /\ x' = <<1, 3>>)
Mixed == \E p \in 1..3, q \in 1..3, r \in {0, 1} : Free /\ r = 1 /\ x' = <<p, q>>
NotThreeOne == x # <<3, 1>>
NotOneThree == x # <<1, 3>>
====
