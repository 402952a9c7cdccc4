---- MODULE inst_counter ----
(* To be instantiated. *)
EXTENDS Naturals
CONSTANTS Limit, Step(_)
VARIABLE c
Init == c = 0
Inc == c < Limit /\ c' = Step(c)
Next == Inc
Spec == Init /\ [][Next]_c
InRange == c \in 0..(Limit + 1)
CanInc == ENABLED Inc
====
