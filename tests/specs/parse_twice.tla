---- MODULE parse_twice ----
VARIABLE x
Init == x = 0
Next == x' = x
Init == x = 1 \* error here
====
