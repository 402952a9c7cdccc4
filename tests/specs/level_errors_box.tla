---- MODULE level_errors_box ----
VARIABLE x
Init == x = 0
Next == x' = x
Bad == [](x' = x) \* error here
====
