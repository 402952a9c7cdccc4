---- MODULE parse_precedence ----
EXTENDS Integers, Sequences
ASSUME 2 + 3 * 4 = 14
ASSUME 10 - 3 - 2 = 5
ASSUME -2 + 3 = 1
ASSUME 1 - -1 = 2
ASSUME 2 * (-3) = -6
ASSUME 2 ^ 3 * 2 = 16
ASSUME -2 ^ 2 = -4
ASSUME 7 \div 2 = 3
ASSUME 1..2 \cup {5} = {1, 2, 5}
ASSUME {1} \cup {2} = {1, 2} /\ 1 \in {1} \cup {2}
ASSUME ~ 1 = 2
ASSUME ~ TRUE \/ TRUE
ASSUME ~ 1 \in {2} /\ TRUE
ASSUME SUBSET {1} \cup {{7}} = {{}, {1}, {7}}
ASSUME UNION {{1}, {2}} \ {1} = {2}
ASSUME DOMAIN <<5, 6>> \cup {9} = {1, 2, 9}
ASSUME <<1>> \o <<2>> \o <<3>> = <<1, 2, 3>>
ASSUME [a |-> [b |-> 7]].a.b + 1 = 8
ASSUME <<<<1, 2>>, <<3, 4>>>>[2][1] = 3
ASSUME LET f == [x \in 1..3 |-> x * x] IN f[2] + f[3] = 13
ASSUME 5 % 3 = 2
ASSUME 1 + 1 \in 0 .. 1 + 1
ASSUME (1 = 1) = TRUE
ASSUME 6 - 2 + 1 = 5
ASSUME 2 * 3 * 4 = 24
====
