---- MODULE inst_enabled_expression ----
(* With the variable replaced by an expression. *)
EXTENDS Naturals
VARIABLES d, e
One(n) == n + 1
I == INSTANCE inst_counter WITH Limit <- 2, Step <- One, c <- d + e
Init == d = 0 /\ e = 0
Next == d + e < 2 /\ d' = d + 1 /\ e' = e
Inv == I!CanInc => d + e < 2
====
