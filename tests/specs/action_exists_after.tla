---- MODULE action_exists_after ----
(* What comes after all variables have their values is a test and no choice. *)
EXTENDS Naturals
VARIABLES x, y
Init == x = 0 /\ y = 0
AfterAll == x' = 1 /\ y' = 1 /\ \E n \in 1..3 : TRUE
Between == x' = 1 /\ (\E n \in 1..3 : TRUE) /\ y' = 1
BeforeAll == (\E n \in 1..3 : n > 1) /\ x' = 1 /\ y' = 1
Forall == (\A n \in 1..2 : \E m \in 1..2 : m >= 0) /\ x' = 1 /\ y' = 1
ForallOr == (\A n \in 1..2 : n > 0 \/ x = 0) /\ x' = 1 /\ y' = 1
Negated == ~(\A n \in 1..3 : n = 0) /\ x' = 1 /\ y' = 1
====
