---- MODULE action_no_set_split ----
(* An action over the members of a variable that is a set at first, and then is none. *)
EXTENDS Naturals
VARIABLES msgs, x
Init == msgs = {1, 2} /\ x = 0
Next == \/ \E m \in msgs : x' = m /\ msgs' = msgs  \* error here
        \/ x = 1 /\ msgs' = 7 /\ x' = 4
====
