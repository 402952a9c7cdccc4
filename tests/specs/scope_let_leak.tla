---- MODULE scope_let_leak ----
(* What LET defines is unknown after its body. *)
VARIABLE x
Init == x = 0
Next == /\ LET y == 1 IN x' = y
        /\ y = 1 \* error here
====
