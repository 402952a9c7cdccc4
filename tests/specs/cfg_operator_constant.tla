---- MODULE cfg_operator_constant ----
EXTENDS Naturals
CONSTANT Cost(_)
VARIABLE x
Init == x = 1
Next == x' = Cost(x)
Inv == x \in {1, 2, 3}
====
