---- MODULE action_init_forms ----
EXTENDS Naturals
VARIABLES x, y
Disjoint == (x = 1 \/ x = 2 \/ x = 1) /\ (y = 1 \/ y = 2)
Exists == \E n \in 1..3 : x = n /\ y = n * n
Let == LET m == 3 IN x \in {m, m + 1} /\ y = x
After == x \in 0..3 /\ y = x /\ x > 1
Implies == x \in 0..2 /\ (x > 0 => y = 1) /\ y \in {0, 1}
Case == x \in 0..1 /\ CASE x = 0 -> y = 5 [] x = 1 -> y \in {6, 7}
Nested == x \in {n \in 0..9 : n % 3 = 0} /\ y \in {x, x + 1}
Subset == x \in SUBSET {1, 2} /\ y \subseteq x
Inductive == /\ x \in 0..3 /\ y \in 0..3
             /\ x + y = 3
             /\ x > y \/ y > x
Next == UNCHANGED <<x, y>>
====
