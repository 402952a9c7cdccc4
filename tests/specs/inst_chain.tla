---- MODULE inst_chain ----
(* An instance of a module that has instances. *)
EXTENDS Naturals
VARIABLES p, q
M == INSTANCE inst_with WITH a <- p, b <- q
Init == M!Init
Next == M!Next
Inv == M!Inv /\ M!A!InRange /\ M!B!InRange
====
