---- MODULE cfg_typed_model_values ----
CONSTANTS A, B, m
VARIABLE x
Init == x \in A
Next == x' = x
Same == \A y \in A : y = x \/ y # x
Other == \A y \in B : y # x \/ TRUE
Untyped == m # x
====
