---- MODULE action_no_set ----
(* A quantifier over a variable that is no set any more. *)
EXTENDS Naturals
VARIABLES s, n
Init == s = {1} /\ n = 0
Grow == \E m \in s : \* error here
          s' = s \cup {m + 1} /\ n' = n + 1
Next == (n < 2 /\ Grow) \/ (n = 2 /\ s' = 7 /\ n' = 1)
====
