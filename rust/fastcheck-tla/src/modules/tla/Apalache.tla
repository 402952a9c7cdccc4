---- MODULE Apalache ----
LOCAL INSTANCE Integers
LOCAL INSTANCE Sequences

(* An assignment is an equality.                                                *)
x := e == x = e

(* Hints and annotations mean what they annotate.                               *)
Skolem(e) == e
Expand(S) == S
ConstCardinality(e) == e

(* Some value; a checker of all states has no more to offer.                    *)
Gen(size) == {}
Guess(S) == CHOOSE x \in S : TRUE

(* The function of a set of pairs.                                              *)
SetAsFun(pairs) ==
  [x \in {p[1] : p \in pairs} |-> CHOOSE y \in {p[2] : p \in pairs} : <<x, y>> \in pairs]

MkSeq(n, F(_)) == [i \in 1..n |-> F(i)]

(* The first len elements of what has no more than capacity.                    *)
FunAsSeq(f, len, capacity) == SubSeq(MkSeq(capacity, LAMBDA i : f[i]), 1, len)

RECURSIVE ApaFoldSet(_, _, _)
ApaFoldSet(Op(_, _), base, S) ==
  IF S = {} THEN base
  ELSE LET x == CHOOSE y \in S : TRUE
       IN ApaFoldSet(Op, Op(base, x), S \ {x})

RECURSIVE ApaFoldSeqLeft(_, _, _)
ApaFoldSeqLeft(Op(_, _), base, seq) ==
  IF seq = <<>> THEN base
  ELSE ApaFoldSeqLeft(Op, Op(base, Head(seq)), Tail(seq))

(* F(... F(F(x, 1), 2) ..., n)                                                  *)
RECURSIVE Repeat(_, _, _)
Repeat(F(_, _), n, x) == IF n \leq 0 THEN x ELSE F(Repeat(F, n - 1, x), n)
====
