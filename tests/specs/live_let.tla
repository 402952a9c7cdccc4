---- MODULE live_let ----
(* A LET that speaks of the state by way of another LET is no constant. *)
EXTENDS Naturals
VARIABLE x
Next == x < 3 /\ x' = x + 1
Spec == x = 0 /\ [][Next]_x /\ WF_x(Next)
Comes == LET a == x b == a + 1 IN <>[](b = 4)
Not == LET a == x b == a + 1 IN <>[](b = 3)
====
