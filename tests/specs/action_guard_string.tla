---- MODULE action_guard_string ----
VARIABLE x
Init == x = 0
Next == IF "yes" THEN x' = 1 ELSE x' = 0 \* error here
====
