---- MODULE inst_enabled_outside ----
(* ENABLED written inside an instance takes the instance's variables for what they are there; written outside, for what
   they are here. *)
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = (x + 1) % 3
I == INSTANCE inst_enabled_outside_base WITH y <- x % 2
Inside == I!Can
Both == ENABLED (x' \in {x, x + 1} /\ I!Flip)
Same == ENABLED (x' = x /\ I!Flip)
Alone == ENABLED I!Flip
====
