---- MODULE action_unchanged_expression ----
(* UNCHANGED e is e' = e for any expression. *)
EXTENDS Naturals
VARIABLES a, b
Init == a = 0 /\ b = 4
Next == /\ a' \in 0..4
        /\ b' \in 0..4
        /\ UNCHANGED (a + b)
====
