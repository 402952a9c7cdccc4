---- MODULE live_refinement ----
(* The fairness part of another specification must hold too. *)
EXTENDS Naturals
VARIABLES hi, lo
vars == <<hi, lo>>
A == INSTANCE live_refinement_abstract WITH c <- 2 * hi + lo
Init == hi = 0 /\ lo = 0
Low == lo = 0 /\ lo' = 1 /\ UNCHANGED hi
High == lo = 1 /\ lo' = 0 /\ hi' = 1 - hi
Next == Low \/ High
Unfair == Init /\ [][Next]_vars
HalfFair == Unfair /\ WF_vars(Low)
Fair == Unfair /\ WF_vars(Next)
Refines == A!Spec
RefinesSafely == A!SafeSpec
====
