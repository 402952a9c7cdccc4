---- MODULE level_errors_assume ----
VARIABLE x
ASSUME x = 0 \* error here
Init == x = 0
Next == x' = x
====
