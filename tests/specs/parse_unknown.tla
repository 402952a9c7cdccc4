---- MODULE parse_unknown ----
VARIABLE x
Init == x = 0
Next == x' = nothing \* error here
====
