---- MODULE inst_params ----
(* An instance with parameters is one for each argument. *)
EXTENDS Naturals
VARIABLE f
Id(n) == n + 1
C(i) == INSTANCE inst_counter WITH Limit <- i, Step <- Id, c <- f[i]
Init == f = [i \in 1..2 |-> 0]
Next == \E i \in 1..2 : f[i] < i /\ f' = [f EXCEPT ![i] = @ + 1]
Inv == \A i \in 1..2 : C(i)!InRange
Safe == \A i \in 1..2 : [][C(i)!Next]_(f[i])
====
