---- MODULE TestNumbers ----
EXTENDS Integers, TLC

(* Arithmetic and intervals *)
ASSUME 7 \div 2 = 3 /\ 7 % 2 = 1
ASSUME (-7) \div 2 = -4 /\ (-7) % 2 = 1
ASSUME 7 \div (-2) = -4
ASSUME 2^10 = 1024 /\ 3^0 = 1 /\ 0^5 = 0 /\ (-2)^3 = -8
ASSUME 1 - 2 - 3 = -4 /\ 2 + 3 * 4 = 14
ASSUME 3..5 = {3, 4, 5} /\ 5..3 = {} /\ -1..1 = {-1, 0, 1}
ASSUME 0 \in Nat /\ -1 \notin Nat /\ -1 \in Int
ASSUME 1..3 \subseteq Nat /\ {-1, 0} \subseteq Int
ASSUME 1 < 2 /\ 2 <= 2 /\ 2 >= 2 /\ 3 > 2 /\ ~(2 < 2)
ASSUME \A a \in -5..5, b \in 1..4 : a = b * (a \div b) + (a % b) /\ a % b \in 0..(b - 1)
====
