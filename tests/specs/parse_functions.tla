---- MODULE parse_functions ----
EXTENDS Naturals, FiniteSets
f[n \in 0..5] == IF n = 0 THEN 1 ELSE n * f[n - 1]
g[m \in 1..2, n \in 1..3] == m * 10 + n
h == [m \in 1..2, <<a, b>> \in {<<1, 2>>, <<3, 4>>} |-> m + a + b]
ASSUME f[5] = 120
ASSUME g[2, 3] = 23 /\ g[<<2, 3>>] = 23
ASSUME DOMAIN g = (1..2) \X (1..3)
ASSUME h[2, <<3, 4>>] = 9 /\ Cardinality(DOMAIN h) = 4
ASSUME [x \in 1..2, y \in 1..2 |-> x - 1 + y][2, 2] = 3
ASSUME [x, y \in 1..2 |-> x][<<2, 1>>] = 2
ASSUME {<<x, y>> : x \in 1..2, y \in {x0 \in 1..3 : x0 > 2}} = {<<1, 3>>, <<2, 3>>}
ASSUME {a + b : <<a, b>> \in {<<1, 2>>, <<3, 4>>}} = {3, 7}
ASSUME {<<a, b>> \in (1..2) \X (1..2) : a < b} = {<<1, 2>>}
ASSUME \A <<a, b>> \in {<<1, 2>>, <<3, 4>>}, c \in 5..6 : a < b /\ b < c
ASSUME [x \in {} |-> x] = <<>>
ASSUME [{1} -> {2}] = {[x \in {1} |-> 2]}
ASSUME Cardinality([{1, 2} -> {3, 4, 5}]) = 9
ASSUME [a : {1, 2}, b : {3}] = {[a |-> 1, b |-> 3], [a |-> 2, b |-> 3]}
====
