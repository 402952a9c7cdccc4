---- MODULE value_choose_strings ----
(* Strings are ordered by their first occurrence, not by the alphabet. *)
VARIABLES x, y
First == {"zeta", "alpha", "mid"}
Init == x = (CHOOSE s \in First : TRUE) /\ y = (CHOOSE s \in First : s # "zeta")
Next == x' = y /\ y' = (CHOOSE s \in {"omega", "alpha"} : TRUE)
Zeta == x = "zeta"
Alpha == y = "alpha"
====
