---- MODULE parse_unbalanced ----
VARIABLE x
Init == x = (0 \* error near here
Next == x' = x
====
