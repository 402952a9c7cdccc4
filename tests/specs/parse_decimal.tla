---- MODULE parse_decimal ----
EXTENDS Reals
VARIABLE x
Init == x = 0
Next == x' = 1.5 \* error here
====
