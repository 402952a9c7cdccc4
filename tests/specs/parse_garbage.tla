---- MODULE parse_garbage ----
VARIABLE x
Init == x = 0
Next == x' = x
Inv == x = 0 ] /\ TRUE \* error here
====
