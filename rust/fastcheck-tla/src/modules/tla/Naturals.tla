---- MODULE Naturals ----
(* The natural numbers. Native code gives all of these their meaning; the       *)
(* bodies only say what they stand for, in terms of Nat, + and \leq.            *)

Nat == CHOOSE N : TRUE

a + b == CHOOSE sum : {a, b, sum} \subseteq Nat

a \leq b == \E n \in Nat : a + n = b

a \geq b == b \leq a

a < b == a \leq b /\ a # b

a > b == b < a

a - b == CHOOSE n : b + n = a

a * b == CHOOSE product : {a, b, product} \subseteq Nat

a ^ b == CHOOSE power : {a, b, power} \subseteq Nat

(* Division rounds down, so that 0 \leq a % b < b for every positive b.         *)
a \div b == CHOOSE q : b * q \leq a /\ a < b * (q + 1)

a % b == a - b * (a \div b)

a .. b == {n \in Nat : a \leq n /\ n \leq b}
====
