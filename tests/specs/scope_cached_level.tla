---- MODULE scope_cached_level ----
(* What depends on TLCGet("level") is not a constant, although no variable   *)
(* occurs in it.                                                             *)
EXTENDS Naturals, TLC
VARIABLE x
Level == TLCGet("level")
Init == x = 0
Next == x' = x + 1
Bound == Level < 5
Inv == x + 1 = Level
====
