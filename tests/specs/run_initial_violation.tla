---- MODULE run_initial_violation ----
EXTENDS Naturals
VARIABLE x
Init == x \in 0..4
Next == x' = x
Inv == x # 2
Error == 6 \div (x - 3) # 1
====
