---- MODULE value_bags ----
EXTENDS Naturals, Bags
b == SetToBag({1, 2})
c == b (+) SetToBag({2})
ASSUME CopiesIn(2, c) = 2 /\ CopiesIn(1, c) = 1 /\ CopiesIn(9, c) = 0
ASSUME BagCardinality(c) = 3 /\ BagToSet(c) = {1, 2}
ASSUME c (-) b = SetToBag({2}) /\ EmptyBag = <<>>
ASSUME b \sqsubseteq c /\ ~(c \sqsubseteq b)
ASSUME BagIn(2, c) /\ IsABag(c) /\ ~BagIn(9, c)
ASSUME BagUnion({b, c}) = b (+) c
VARIABLE bag
Init == bag = EmptyBag
Add(e) == BagCardinality(bag) < 2 /\ bag' = bag (+) SetToBag({e})
Remove(e) == BagIn(e, bag) /\ bag' = bag (-) SetToBag({e})
Next == \E e \in {1, 2} : (Add(e) \/ Remove(e))
====
