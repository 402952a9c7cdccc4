---- MODULE parse_lists ----
(* What belongs to an item of a list is decided by the column of its first   *)
(* token, not by the indentation of the line.                                *)
EXTENDS Naturals
VARIABLES x, y
Init == x = 0 /\ y = 0
Next ==
  \/ /\ x < 3
     /\ x' = x + 1
     /\ \/ y' = y
        \/ /\ y < 2
           /\ y' = y + 1
  \/ /\ x = 3 /\ y > 0
     /\ x' = 0
            /\ y' = y - 1
  \/   x = 3 /\ y = 0 /\ UNCHANGED <<x, y>>
Inv ==
  /\ x \in 0..3
  /\ y \in 0..2 /\
     TRUE
====
