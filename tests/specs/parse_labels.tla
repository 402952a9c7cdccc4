---- MODULE parse_labels ----
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == step:: (x < 2 /\ x' = more:: (x + 1))
Inv == \A n \in {1} : l(n):: (x >= 0 /\ n = 1)
Grows == Next!step!2
====
