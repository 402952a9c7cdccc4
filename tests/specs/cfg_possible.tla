---- MODULE cfg_possible ----
(* What is to be possible is counted wherever a state or step is found. *)
EXTENDS Naturals, TLC
VARIABLES x, y
Init == x = 0 /\ y \in 0..1
Next == x < 3 /\ x' \in {x + 1, x + 2} /\ y' = 1 - y
Even == x % 2 = 0
Jump == x' = x + 2
Late == x > 9
Counts == TLCGet("all:named")["s:_possible"][1]
Counted == Counts["Even"] = 8 /\ Counts["Jump"] = 6
Zero == Counts["Late"] = 0
====
