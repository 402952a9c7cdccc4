---- MODULE run_invariant_guard ----
(* What stands behind a false conjunct, or invariant, is not asked: here it would take for ever. *)
EXTENDS Naturals, FiniteSets
VARIABLE n
Init == n = 0
Next == n' = IF n < 10 THEN n + 1 ELSE 60
Low == n < 20
Few == \A s \in SUBSET (1..n) : Cardinality(s) <= 100
Both == Low /\ Few
====
