---- MODULE action_reversed ----
(* e = x' assigns nothing either. *)
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == 1 = x' \* error here
====
