---- MODULE live_constraint ----
(* A constraint that cuts steps can make a property vacuous. *)
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = x + 1
Spec == Init /\ [][Next]_x /\ WF_x(Next)
Bound == x < 3
Far == <>(x = 10)
====
