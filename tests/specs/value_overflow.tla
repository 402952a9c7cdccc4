---- MODULE value_overflow ----
EXTENDS Naturals
VARIABLE x
Init == x = 1
Next == x' = x * 1000000000 \* error here
====
