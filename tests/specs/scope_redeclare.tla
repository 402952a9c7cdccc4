---- MODULE scope_redeclare ----
(* A bound name may not be one that is known already. *)
VARIABLE x
Init == x = 0
Next == \E x \in {1} : TRUE \* error here
====
