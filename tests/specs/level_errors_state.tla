---- MODULE level_errors_state ----
VARIABLE x
Init == x = 0
Next == x' = x'' \* error here
====
