---- MODULE value_infinite_enumerated ----
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == \E n \in Nat : x' = n \* error here
====
