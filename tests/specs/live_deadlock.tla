---- MODULE live_deadlock ----
(* A behaviour that ends stutters for ever. *)
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x < 3 /\ x' = x + 1
Spec == Init /\ [][Next]_x /\ WF_x(Next)
End == <>[](x = 3)
Past == <>(x = 4)
====
