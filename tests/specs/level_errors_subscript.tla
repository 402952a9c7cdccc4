---- MODULE level_errors_subscript ----
VARIABLE x
Init == x = 0
Next == x' = x
Bad == [][Next]_(x') \* error here
====
