---- MODULE inst_with ----
(* The same module twice, with constants, operators and variables replaced. *)
EXTENDS Naturals
VARIABLES a, b
PlusTwo(n) == n + 2
A == INSTANCE inst_counter WITH Limit <- 3, Step <- LAMBDA n : n + 1, c <- a
B == INSTANCE inst_counter WITH Limit <- 4, Step <- PlusTwo, c <- b
Init == A!Init /\ B!Init
Next == \/ A!Next /\ UNCHANGED b
        \/ B!Next /\ UNCHANGED a
Inv == A!InRange /\ B!InRange
(* ENABLED under a substitution of variables by variables. *)
Stuck == (~A!CanInc /\ ~B!CanInc) => (a = 3 /\ b = 4)
====
