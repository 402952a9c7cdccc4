---- MODULE scope_diamond ----
(* The same definition that comes by two ways is one definition. *)
EXTENDS scope_diamond_left, scope_diamond_right
VARIABLE x
Init == x = Left
Next == x' = Right /\ x # Right
====
