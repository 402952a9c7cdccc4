---- MODULE action_case ----
(* Arms of CASE and IF that are actions, and conditions with primes. *)
EXTENDS Naturals
VARIABLES x, y
Init == x = 0 /\ y = 0
Cases == CASE x = 0 -> x' \in {1, 2} /\ y' = y
           [] x = 1 -> x' = 2 /\ (y' = 0 \/ y' = 1)
           [] OTHER -> x' = 0 /\ UNCHANGED y
If == IF x < 2 THEN x' = x + 1 /\ UNCHANGED y
      ELSE \/ x' = 0 /\ y' = 1
           \/ x' = 0 /\ y' = 0
PrimedGuard == /\ x' \in 0..2
               /\ IF x' > x THEN y' = 1 ELSE y' = 0
====
