---- MODULE parse_big_number ----
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = 99999999999999999999999999 \* error here
====
