---- MODULE parse_cyclic_extends ----
EXTENDS parse_cyclic_extends_other
VARIABLE x
Init == x = 0
Next == x' = x
====
