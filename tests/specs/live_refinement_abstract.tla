---- MODULE live_refinement_abstract ----
EXTENDS Naturals
VARIABLE c
Init == c = 0
Next == c' = (c + 1) % 4
SafeSpec == Init /\ [][Next]_c
Spec == SafeSpec /\ WF_c(Next)
====
