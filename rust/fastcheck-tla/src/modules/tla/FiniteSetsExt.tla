---- MODULE FiniteSetsExt ----
EXTENDS Integers, FiniteSets, Folds, Functions

FoldSet(op(_, _), base, S) ==
  MapThenFoldSet(op, base, LAMBDA x : x, LAMBDA T : CHOOSE x \in T : TRUE, S)
ReduceSet(op(_, _), S, base) == FoldSet(op, base, S)

SumSet(S) == FoldSet(+, 0, S)
ProductSet(S) == FoldSet(LAMBDA x, y : x * y, 1, S)
MapThenSumSet(f(_), S) ==
  MapThenFoldSet(+, 0, f, LAMBDA T : CHOOSE x \in T : TRUE, S)

FlattenSet(S) == UNION S
SymDiff(S, T) == (S \ T) \cup (T \ S)

(* How many members satisfy the predicate.                                      *)
Quantify(S, P(_)) == Cardinality({x \in S : P(x)})

(* The subsets with k members.                                                  *)
kSubset(k, S) == {T \in SUBSET S : Cardinality(T) = k}

Max(S) == CHOOSE x \in S : \A y \in S : y \leq x
Min(S) == CHOOSE x \in S : \A y \in S : x \leq y

(* The sets that have a member of each of the sets and nothing else.            *)
Choices(Sets) ==
  LET pick == {f \in [Sets -> UNION Sets] : \A S \in Sets : f[S] \in S}
  IN {{f[S] : S \in Sets} : f \in pick}

(* The one member that satisfies the predicate.                                 *)
ChooseUnique(S, P(_)) ==
  CHOOSE x \in S : P(x) /\ \A y \in S : P(y) => x = y
====
