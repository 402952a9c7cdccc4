---- MODULE run_postcondition ----
EXTENDS Naturals, TLC
VARIABLE x
Init == x = 0
Next == x' = (x + 1) % 5
Good == TLCGet("distinct") = 5 /\ TLCGet("generated") = 6
Bad == TLCGet("distinct") = 4
Error == 1 \div 0 = 1
Diameter == TLCGet("diameter") = 5
====
