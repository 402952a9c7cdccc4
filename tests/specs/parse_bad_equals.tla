---- MODULE parse_bad_equals ----
VARIABLE x
Init == x = 0
Next == x' = x = 0 \* error here
====
