---- MODULE parse_user_infix ----
EXTENDS Naturals, Sequences
a ++ b == a + b + 1
a ** b == a * b * 10
a \prec b == a < b
a ^^ b == <<a, b>>
x ^+ == x + 100
f (+) g == f \o g
ASSUME 1 ++ 2 = 4
ASSUME 1 ++ (2 ** 3) = 62
ASSUME 1 \prec 2 /\ ~(2 \prec 1)
ASSUME 1 ^^ 2 = <<1, 2>>
ASSUME 5 ^+ = 105
ASSUME <<1>> (+) <<2>> = <<1>> \oplus <<2>>
Apply(Op(_, _), u, v) == Op(u, v)
ASSUME Apply(++, 3, 4) = 8
ASSUME Apply(LAMBDA u, v : u * v, 3, 4) = 12
ASSUME Apply(+, 3, 4) = 7
ASSUME 3 <= 4 /\ 3 =< 4 /\ 3 \leq 4
ASSUME 4 >= 3 /\ 4 \geq 3
ASSUME 1 /= 2 /\ 1 # 2
ASSUME (TRUE \land TRUE) \lor FALSE
ASSUME \lnot FALSE /\ \neg FALSE
ASSUME (TRUE \equiv TRUE) /\ {1} \union {2} = {1} \cup {2} /\ {1} \intersect {2} = {}
ASSUME <<1>> \circ <<2>> = <<1, 2>>
ASSUME {1} \subseteq {1, 2} /\ 3 \notin {1}
====
