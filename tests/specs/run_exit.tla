---- MODULE run_exit ----
EXTENDS Naturals, TLC
VARIABLE x
Init == x = 0
Next == x' = x + 1 /\ (x' = 4 => TLCSet("exit", TRUE))
====
