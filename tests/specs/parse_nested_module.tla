---- MODULE parse_nested_module ----
EXTENDS Naturals
VARIABLE x
---- MODULE Inner ----
CONSTANT k
Add(n) == n + k
======
Two == INSTANCE Inner WITH k <- 2
---- MODULE Other ----
EXTENDS Naturals
Twice(n) == n * 2
======
INSTANCE Other
Init == x = Twice(1)
Next == x < 6 /\ x' = Two!Add(x)
====
