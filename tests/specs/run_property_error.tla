---- MODULE run_property_error ----
EXTENDS Naturals, Sequences
VARIABLE x
Init == x = 0
Next == x' = x + 1
Step == <<7, 7, 7>>[x' + 1] = 7 \* error here
Prop == [][Step]_x
====
