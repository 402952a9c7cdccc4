---- MODULE value_except_missing ----
(* EXCEPT on what is not in the domain changes nothing. *)
EXTENDS Naturals
VARIABLE f
Init == f = [n \in 1..2 |-> 0]
Next == f' = [f EXCEPT ![3] = 7]
Inv == [[a |-> 1] EXCEPT !.b = 2] = [a |-> 1]
====
