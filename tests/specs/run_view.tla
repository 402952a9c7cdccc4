---- MODULE run_view ----
EXTENDS Naturals
VARIABLES x, steps
Init == x = 0 /\ steps = 0
Next == x' \in {(x + 1) % 4, (x + 2) % 4} /\ steps' = steps + 1
View == x
ViewPair == <<x, steps % 2>>
Short == steps < 3
====
