---- MODULE parse_arity ----
VARIABLE x
Op(a, b) == <<a, b>>
Init == x = 0
Next == x' = Op(x) \* error here
====
