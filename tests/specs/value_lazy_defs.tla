---- MODULE value_lazy_defs ----
(* A definition that cannot be evaluated is no error as long as nobody asks. *)
EXTENDS Naturals, FiniteSets
VARIABLE x
Bad == 1 \div 0
Huge == Cardinality(Nat)
BadFunction == [n \in 1..2 |-> IF n = 2 THEN Bad ELSE n]
Init == x = 0
Next == LET worse == CHOOSE n \in {} : TRUE
        IN x < 2 /\ x' = IF x > 5 THEN Bad + worse ELSE x + 1
Inv == x < 5 \/ Huge = 1
====
