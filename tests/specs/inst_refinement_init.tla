---- MODULE inst_refinement_init ----
EXTENDS Naturals
VARIABLES hi, lo
One(n) == n + 1
Abstract == INSTANCE inst_counter WITH Limit <- 3, Step <- One, c <- 2 * hi + lo
Init == hi = 0 /\ lo \in {0, 1}
Next == UNCHANGED <<hi, lo>>
Refines == Abstract!Spec
====
