---- MODULE action_guard_disjunction ----
(* A disjunction of guards before what they share: each one that holds is a  *)
(* step of its own.                                                          *)
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == /\ \/ x < 3
           \/ x < 2
           \/ x = 9
        /\ x' = (x + 1) % 4
Once == /\ (x < 3 \/ x < 2) = TRUE
        /\ x' = (x + 1) % 4
Implied == /\ x >= 3 => x < 2
           /\ x' = (x + 1) % 4
====
