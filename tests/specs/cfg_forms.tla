---- MODULE cfg_forms ----
EXTENDS Naturals, FiniteSets
CONSTANTS N, S, Name, Flag, mv, Nested, Op(_), Limit
VARIABLE x
Double(n) == 2 * n
Neg == 0 - 3
MyLimit == 4
Init == x = 0
Next == x < Limit /\ x' = x + N
Inv == /\ S = {1, 2, 3} /\ Name = "some name" /\ Flag = TRUE
       /\ mv # 1 /\ Nested = {{1}, {}} /\ Op(3) = 6
       /\ N = 1 /\ Limit = 4
====
