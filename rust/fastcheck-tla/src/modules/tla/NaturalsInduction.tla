---- MODULE NaturalsInduction ----
EXTENDS Integers

(* f is some function that begins with first and goes on with Step; f is the    *)
(* function that does, on all natural numbers or from m to n.                   *)
NatInductiveDefHypothesis(f, first, Step(_, _)) ==
  f = CHOOSE g : g = [i \in Nat |-> IF i = 0 THEN first ELSE Step(g[i - 1], i)]
NatInductiveDefConclusion(f, first, Step(_, _)) ==
  f = [i \in Nat |-> IF i = 0 THEN first ELSE Step(f[i - 1], i)]
FiniteNatInductiveDefHypothesis(f, first, Step(_, _), m, n) ==
  f = CHOOSE g : g = [i \in m..n |-> IF i = m THEN first ELSE Step(g[i - 1], i)]
FiniteNatInductiveDefConclusion(f, first, Step(_, _), m, n) ==
  f = [i \in m..n |-> IF i = m THEN first ELSE Step(f[i - 1], i)]
====
