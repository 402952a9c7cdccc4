---- MODULE value_partly ----
(* A function that is only applied need not have a value for every argument. *)
EXTENDS Naturals
VARIABLE x
Over(a) == [i \in 1..3 |-> 10 \div (i - a)]
Fixed == [i \in 1..3 |-> 10 \div (i - 1)]
State == [i \in 1..3 |-> 10 \div (i - x)]
Two(a) == [i \in 1..2 |-> [j \in 1..2 |-> 10 \div (i + j - a)]]
Pairs(a) == [i \in 1..2, j \in 1..2 |-> 10 \div (i + j - a)]
Through(a) == LET f == Over(a) IN IF a = 1 THEN f ELSE Two(a)
Given(f, i) == f[i]
Init == x = 1
Next == UNCHANGED x
Operator == Over(x)[2] = 10
Constant == Fixed[2] = 10
Defined == State[3] = 5
Local == LET g(a) == [i \in 1..3 |-> 10 \div (i - a)] h == g(x) IN g(1)[2] = 10 /\ h[3] = 5
Nested == Two(2)[1][2] = 10 /\ Two(2)[2][1] = 10 /\ Through(1)[3] = 5
Product == Pairs(2)[2, 1] = 10 /\ Pairs(2)[<<1, 2>>] = 10
Passed == Given(Over(1), 2) = 10
Bad == Over(x)[1] = 10 \* also without a value here
Whole == Over(x) = Over(x)
Dom == DOMAIN Over(x) = 1..3
====
