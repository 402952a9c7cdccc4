---- MODULE scope_restore ----
(* Every binder restores what it hid, in every branch and on the way back    *)
(* from a choice that failed.                                                *)
EXTENDS Naturals
VARIABLES x, y
Init == x = 0 /\ y = 0
Pick(S, n) == \E m \in S : m > n /\ y' = m
Next ==
  \E n \in 0..3 :
    /\ \/ n > 1 /\ Pick({1, 2, 3}, n)
       \/ n = 0 /\ Pick({2}, 1)
       \/ LET m == n IN m = 1 /\ y' = m
    /\ x' = n
Inv == (x = 0 => y \in {0, 2}) /\ (x = 1 => y = 1) /\ (x = 2 => y = 3) /\ x # 3
====
