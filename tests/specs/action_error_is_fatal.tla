---- MODULE action_error_is_fatal ----
(* An error in a guard never means that the action is disabled. *)
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == \/ x < 3 /\ x' = x + 1
        \/ x = 2 /\ <<1, 2>>[x + 3] = 1 /\ x' = 0 \* error here
====
