---- MODULE parse_forward ----
(* A definition is not known before it is made. *)
VARIABLE x
Init == x = Later \* error here
Next == x' = x
Later == 0
====
