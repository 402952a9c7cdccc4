---- MODULE cfg_scoped ----
(* An override that holds in one module only. *)
EXTENDS cfg_scoped_base
VARIABLE x
Init == x = 0
Next == x' = x + Step /\ x < Bound
Two == 2
====
