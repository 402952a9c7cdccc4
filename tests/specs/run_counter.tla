---- MODULE run_counter ----
(* A register of TLC is no part of the state. *)
EXTENDS Naturals, TLC
VARIABLE x
Init == x = 0 /\ TLCSet(1, 0)
Next == x < 4 /\ x' = x + 1 /\ TLCSet(1, TLCGet(1) + 1)
====
