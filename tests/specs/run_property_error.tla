---- MODULE run_property_error ----
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = x + 1
Step == 6 \div (3 - x') > 0 \* error here
Prop == [][Step]_x
====
