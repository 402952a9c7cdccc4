---- MODULE cfg_reward ----
(* A reward is for simulation alone, but it must be there. *)
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = (x + 1) % 3
Reward == x
Of(i) == i
====
