---- MODULE action_assert ----
EXTENDS Naturals, TLC
VARIABLE x
Init == x = 0
Next == /\ x < 4
        /\ Assert(x # 2, "two is too many")
        /\ x' = x + 1
====
