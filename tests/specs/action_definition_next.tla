---- MODULE action_definition_next ----
\* What a definition is in the next state changes with what the next state is given, and with nothing else.
EXTENDS Naturals
VARIABLES x, y, z
Low == {i \in 0 .. 3 : i <= x}
Both(op(_)) == {i \in Low : op(i)}
Even(i) == (i + y) % 2 = 0
Of == Both(Even)
Init == x = 0 /\ y = 0 /\ z = 0
Next == x' \in 1 .. 3 /\ y' \in Low' /\ z' \in Of' \cup Of
Inv == z \in Low \/ z \in 0 .. 3
====
