---- MODULE scope_local ----
(* LOCAL definitions of a module are not seen by those that extend it. *)
EXTENDS scope_local_base
VARIABLE x
Hidden == 7
Init == x = Shown
Next == x' = Hidden
====
