---- MODULE level_errors_wf ----
VARIABLE x
Init == x = 0
Next == x' = x
Bad == WF_x([]Init) \* error here
====
