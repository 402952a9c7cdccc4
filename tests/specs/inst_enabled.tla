---- MODULE inst_enabled ----
(* ENABLED A(1) of the base with c replaced by d: an action on d and d'. *)
EXTENDS Naturals
VARIABLES d, e
One(n) == n + 1
I == INSTANCE inst_counter WITH Limit <- 2, Step <- One, c <- d
Init == d = 0 /\ e = FALSE
Next == \/ I!Inc /\ UNCHANGED e
        \/ ~(ENABLED I!Inc) /\ ~e /\ e' = TRUE /\ UNCHANGED d
Inv == e => d = 2
====
