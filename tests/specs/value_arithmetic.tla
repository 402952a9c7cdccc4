---- MODULE value_arithmetic ----
EXTENDS Integers
ASSUME 7 \div 2 = 3 /\ (-7) \div 2 = -4 /\ 7 \div (-2) = -4 /\ (-7) \div (-2) = 3
ASSUME 7 % 2 = 1 /\ (-7) % 2 = 1 /\ (-1) % 5 = 4 /\ 0 % 3 = 0
ASSUME 2 ^ 0 = 1 /\ 2 ^ 10 = 1024 /\ (-2) ^ 3 = -8
ASSUME -(-3) = 3 /\ 3 - 5 = -2
ASSUME 1 <= 1 /\ 1 < 2 /\ 2 > 1 /\ 2 >= 2
====
