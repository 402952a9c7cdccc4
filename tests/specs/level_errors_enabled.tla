---- MODULE level_errors_enabled ----
VARIABLE x
Init == x = 0
Next == x' = x
Bad == ENABLED ([]Init) \* error here
====
