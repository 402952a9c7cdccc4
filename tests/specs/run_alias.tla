---- MODULE run_alias ----
EXTENDS Naturals
VARIABLES x, y
Init == x = 0 /\ y = 0
Next == x' = x + 1 /\ y' = x
Inv == x < 3
Alias == [x |-> x, sum |-> x + y, next |-> x']
====
