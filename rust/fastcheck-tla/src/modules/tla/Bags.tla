---- MODULE Bags ----
EXTENDS TLC
LOCAL INSTANCE Naturals

(* A bag is a function from its elements to how often they occur.               *)
IsABag(B) == \A x \in DOMAIN B : B[x] \in Nat \ {0}

BagToSet(B) == DOMAIN B

SetToBag(S) == [x \in S |-> 1]

BagIn(x, B) == x \in DOMAIN B

EmptyBag == SetToBag({})

CopiesIn(x, B) == IF BagIn(x, B) THEN B[x] ELSE 0

A (+) B == [x \in DOMAIN A \cup DOMAIN B |-> CopiesIn(x, A) + CopiesIn(x, B)]

A (-) B ==
  [x \in {y \in DOMAIN A : A[y] > CopiesIn(y, B)} |-> A[x] - CopiesIn(x, B)]

A \sqsubseteq B == \A x \in DOMAIN A : A[x] \leq CopiesIn(x, B)

LOCAL Total(count) ==
  LET sum[S \in SUBSET DOMAIN count] ==
        IF S = {} THEN 0
        ELSE LET x == CHOOSE y \in S : TRUE
             IN count[x] + sum[S \ {x}]
  IN sum[DOMAIN count]

BagCardinality(B) == Total(B)

BagUnion(S) ==
  [x \in UNION {DOMAIN B : B \in S} |-> Total([B \in S |-> CopiesIn(x, B)])]

(* The bag of F(x) for all x in B, with multiplicities.                         *)
BagOfAll(F(_), B) ==
  [image \in {F(x) : x \in DOMAIN B} |->
     Total([x \in DOMAIN B |-> IF F(x) = image THEN B[x] ELSE 0])]

(* All bags that are contained in B.                                            *)
SubBag(B) ==
  LET most == [x \in DOMAIN B |-> 0..B[x]]
      nonEmpty(count) == {x \in DOMAIN B : count[x] > 0}
      counts == {count \in [DOMAIN B -> UNION {most[x] : x \in DOMAIN B}] :
                   \A x \in DOMAIN B : count[x] \in most[x]}
  IN {[x \in nonEmpty(count) |-> count[x]] : count \in counts}
====
