---- MODULE inst_refinement_fails ----
EXTENDS Naturals
VARIABLES hi, lo
One(n) == n + 1
Abstract == INSTANCE inst_counter WITH Limit <- 3, Step <- One, c <- 2 * hi + lo
Init == hi = 0 /\ lo = 0
Next ==
  \/ lo = 0 /\ lo' = 1 /\ UNCHANGED hi
  \/ lo = 1 /\ hi = 0 /\ hi' = 1 /\ UNCHANGED lo
Refines == Abstract!Spec
====
