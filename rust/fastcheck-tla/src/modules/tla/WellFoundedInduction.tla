---- MODULE WellFoundedInduction ----
EXTENDS NaturalsInduction

(* A relation is a set of pairs.                                                *)
IsTransitivelyClosedOn(R, S) ==
  \A x, y, z \in S : <<x, y>> \in R /\ <<y, z>> \in R => <<x, z>> \in R

IsWellFoundedOn(R, S) ==
  \A f \in [Nat -> S] : \E n \in Nat : <<f[n + 1], f[n]>> \notin R

SetLessThan(x, R, S) == {y \in S : <<y, x>> \in R}

(* Def(f, x) depends only on f below x.                                         *)
WFDefOn(R, S, Def(_, _)) ==
  \A f, g : \A x \in S :
    (\A y \in SetLessThan(x, R, S) : f[y] = g[y]) => Def(f, x) = Def(g, x)

OpDefinesFcn(f, S, Def(_, _)) == f = CHOOSE g : g = [x \in S |-> Def(g, x)]

WFInductiveDefines(f, S, Def(_, _)) == f = [x \in S |-> Def(f, x)]

WFInductiveUnique(S, Def(_, _)) ==
  \A f, g : WFInductiveDefines(f, S, Def) /\ WFInductiveDefines(g, S, Def) => f = g

TransitiveClosureOn(R, S) ==
  {p \in S \X S :
     \A T \in SUBSET (S \X S) :
       R \cap (S \X S) \subseteq T /\ IsTransitivelyClosedOn(T, S) => p \in T}

OpToRel(_\prec_, S) == {p \in S \X S : p[1] \prec p[2]}

PreImage(f(_), S, R) == {p \in S \X S : <<f(p[1]), f(p[2])>> \in R}

LexPairOrdering(R1, R2, S1, S2) ==
  {p \in (S1 \X S2) \X (S1 \X S2) :
     \/ <<p[1][1], p[2][1]>> \in R1
     \/ p[1][1] = p[2][1] /\ <<p[1][2], p[2][2]>> \in R2}

LexProductOrdering(R, S, n) ==
  {p \in [1..n -> S] \X [1..n -> S] :
     \E i \in 1..n : /\ <<p[1][i], p[2][i]>> \in R
                     /\ \A j \in 1..(i - 1) : p[1][j] = p[2][j]}
====
