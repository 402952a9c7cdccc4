---- MODULE SequencesExtTheorems ----
EXTENDS Sequences, SequencesExt, Functions, Integers, WellFoundedInduction

(* Def(f, seq) depends only on f at the strict prefixes, or suffixes, of seq.   *)
StrictPrefixesDetermineDef(S, Def(_, _)) ==
  \A f, g : \A seq \in Seq(S) :
    (\A s \in Seq(S) : IsStrictPrefix(s, seq) => f[s] = g[s])
      => Def(f, seq) = Def(g, seq)
StrictSuffixesDetermineDef(S, Def(_, _)) ==
  \A f, g : \A seq \in Seq(S) :
    (\A s \in Seq(S) : IsStrictSuffix(s, seq) => f[s] = g[s])
      => Def(f, seq) = Def(g, seq)

(* As in NaturalsInduction, but over sequences by their Tail or their Front.    *)
TailInductiveDefHypothesis(f, S, first, Step(_, _)) ==
  f = CHOOSE g :
        g = [s \in Seq(S) |-> IF s = <<>> THEN first ELSE Step(g[Tail(s)], s)]
TailInductiveDefConclusion(f, S, first, Step(_, _)) ==
  f = [s \in Seq(S) |-> IF s = <<>> THEN first ELSE Step(f[Tail(s)], s)]
FrontInductiveDefHypothesis(f, S, first, Step(_, _)) ==
  f = CHOOSE g :
        g = [s \in Seq(S) |-> IF s = <<>> THEN first ELSE Step(g[Front(s)], s)]
FrontInductiveDefConclusion(f, S, first, Step(_, _)) ==
  f = [s \in Seq(S) |-> IF s = <<>> THEN first ELSE Step(f[Front(s)], s)]
====
