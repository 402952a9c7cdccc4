---- MODULE run_place ----
(* An error is where the expression is that cannot be evaluated, not where its definition is used. *)
EXTENDS Naturals, Sequences
VARIABLE x
First(s) ==
  s[1] \* error here
Twice(s) ==
  First(s) + First(s)
Init == x = 3
Assign ==
  /\ x = 3
  /\ x' = First(x)
Deep ==
  /\ x = 3
  /\ x' = Twice(x)
Stay == UNCHANGED x
Inv == x = 3 /\ Twice(x) = 4
====
