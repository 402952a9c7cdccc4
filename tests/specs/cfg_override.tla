---- MODULE cfg_override ----
(* A definition of this module, a definition of a standard module and a      *)
(* definition with parameters are replaced.                                  *)
EXTENDS Naturals
VARIABLE x
MyNat == 0..3
Step(n) == n + 1
BigStep(n) == n + 2
Start == 0
Later == 1
Init == x = Start
Next == x' = Step(x) /\ x' \in Nat
Unbounded == CHOOSE v : v \notin Nat
Nothing == "nothing"
Inv == x \in Nat /\ Unbounded = "nothing"
Odd == x % 2 = 1
====
