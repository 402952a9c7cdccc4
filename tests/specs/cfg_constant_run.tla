---- MODULE cfg_constant_run ----
(* What asks about the run stands for no constant: there is no run yet. *)
EXTENDS TLC, Naturals
CONSTANT C
VARIABLE x
Depth == TLCGet("diameter")
Level == TLCGet("level")
Init == x = 0
Next == x' = (x + 1) % 3
Small == C >= 0
====
