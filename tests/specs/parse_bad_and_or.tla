---- MODULE parse_bad_and_or ----
VARIABLE x
Init == x = 0
Next == x = 0 /\ TRUE \/ x' = 1 \* error here
====
