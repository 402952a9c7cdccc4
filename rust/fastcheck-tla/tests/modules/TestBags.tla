---- MODULE TestBags ----
EXTENDS Integers, Bags, BagsExt, TLCExt

B == "a" :> 2 @@ "b" :> 1
C == "b" :> 3 @@ "c" :> 1

ASSUME IsABag(B) /\ IsABag(EmptyBag) /\ ~IsABag("a" :> 0) /\ ~IsABag("a" :> -1) /\ ~IsABag(3)
ASSUME BagToSet(B) = {"a", "b"} /\ SetToBag({"a", "b"}) = [a |-> 1, b |-> 1]
ASSUME SetToBag({}) = EmptyBag /\ EmptyBag = <<>>
ASSUME BagIn("a", B) /\ ~BagIn("z", B)
ASSUME CopiesIn("a", B) = 2 /\ CopiesIn("z", B) = 0
ASSUME B (+) C = [a |-> 2, b |-> 4, c |-> 1] /\ B (+) EmptyBag = B
ASSUME C (-) B = [b |-> 2, c |-> 1] /\ B (-) C = [a |-> 2] /\ B (-) B = EmptyBag
ASSUME BagUnion({B, C}) = B (+) C /\ BagUnion({}) = EmptyBag /\ BagUnion({B}) = B
ASSUME B \sqsubseteq (B (+) C) /\ ~(C \sqsubseteq B) /\ EmptyBag \sqsubseteq EmptyBag
ASSUME BagCardinality(B) = 3 /\ BagCardinality(EmptyBag) = 0
ASSUME BagOfAll(LAMBDA x : x % 2, 1 :> 1 @@ 2 :> 5 @@ 3 :> 7) = (0 :> 5 @@ 1 :> 8)

ASSUME BagAdd(B, "a") = [a |-> 3, b |-> 1] /\ BagAdd(B, "z") = [a |-> 2, b |-> 1, z |-> 1]
ASSUME BagRemove(B, "a") = [a |-> 1, b |-> 1] /\ BagRemove(B, "b") = [a |-> 2]
ASSUME BagRemove(B, "z") = B /\ BagRemoveAll(B, "a") = [b |-> 1] /\ BagRemoveAll(B, "z") = B
ASSUME SumBag(1 :> 2 @@ 2 :> 1 @@ 3 :> 3) = 13 /\ SumBag(EmptyBag) = 0
ASSUME ProductBag(1 :> 2 @@ 2 :> 1 @@ 3 :> 3) = 54
ASSUME FoldBag(LAMBDA x, y : x - y, 20, 1 :> 2 @@ 3 :> 3) = 9
ASSUME MapThenFoldBag(LAMBDA x, y : x + y, 0, LAMBDA x : 1, LAMBDA S : CHOOSE x \in S : TRUE,
                      1 :> 2 @@ 2 :> 1 @@ 3 :> 3) = 6

ASSUME AssertError("The first argument of (+) should be a bag, but instead it is:\n(3 :> 0)",
                   (3 :> 0) (+) B)
====
