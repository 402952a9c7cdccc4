---- MODULE parse_self_reference ----
VARIABLE x
Op(a) == IF a = 0 THEN 0 ELSE Op(0) \* error here
Init == x = Op(0)
Next == x' = x
====
