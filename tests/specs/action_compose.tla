---- MODULE action_compose ----
(* The states between the two steps of a composition count as generated; those of inner compositions do not. *)
EXTENDS Naturals
VARIABLES x, y
Init == x = 0 /\ y = 0
A == x < 3 /\ x' \in {x + 1, x + 2} /\ y' = y
B == y' \in 0..1 /\ x' = x
C == x' = x + 1 /\ y' = y
Once == A \cdot B
Left == (A \cdot B) \cdot B
Right == A \cdot (B \cdot B)
Guard == ENABLED (A \cdot B) /\ A
Two == (A \cdot B) \/ (x = 4 /\ B \cdot B)
Nothing == A \cdot (x > 9 /\ C)
====
