---- MODULE action_primed_argument ----
(* A primed argument stands for the variable: it is assigned in the callee. *)
EXTENDS Naturals
VARIABLES x, y
Set(p, v) == p = v
Choose_(p, S) == p \in S
Keep(p, q) == p = q
Init == Set(x, 0) /\ Choose_(y, {0, 1})
Next == /\ Choose_(x', {x, 1 - x})
        /\ Set(y', x')
        /\ x' # y \/ TRUE
====
