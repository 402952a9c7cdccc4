---- MODULE action_assert_invariant ----
EXTENDS Naturals, TLC
VARIABLE x
Init == x = 0
Next == x < 4 /\ x' = x + 1
Inv == Assert(x # 2, "two is too many")
====
