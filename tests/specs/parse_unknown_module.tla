---- MODULE parse_unknown_module ----
EXTENDS NoSuchModule \* error here
VARIABLE x
Init == x = 0
Next == x' = x
====
