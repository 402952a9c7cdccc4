---- MODULE BagsExt ----
LOCAL INSTANCE Bags
LOCAL INSTANCE Integers
LOCAL INSTANCE Folds

BagAdd(B, x) ==
  [y \in DOMAIN B \cup {x} |-> CopiesIn(y, B) + IF y = x THEN 1 ELSE 0]

(* One copy less, or none at all.                                               *)
BagRemove(B, x) ==
  LET left(y) == B[y] - IF y = x THEN 1 ELSE 0
  IN [y \in {z \in DOMAIN B : left(z) > 0} |-> left(y)]
BagRemoveAll(B, x) == [y \in DOMAIN B \ {x} |-> B[y]]

(* A fold over the elements; the copies of one come one after the other.        *)
MapThenFoldBag(op(_, _), base, f(_), choose(_), B) ==
  LET copies(x) ==
        LET fold[n \in 1..B[x]] == op(IF n = 1 THEN base ELSE fold[n - 1], f(x))
        IN fold[B[x]]
  IN MapThenFoldSet(op, base, copies, LAMBDA S : CHOOSE x \in S : TRUE, DOMAIN B)
FoldBag(op(_, _), base, B) ==
  MapThenFoldBag(op, base, LAMBDA x : x, LAMBDA S : CHOOSE x \in S : TRUE, B)

SumBag(B) == FoldBag(+, 0, B)
ProductBag(B) == FoldBag(LAMBDA x, y : x * y, 1, B)
====
