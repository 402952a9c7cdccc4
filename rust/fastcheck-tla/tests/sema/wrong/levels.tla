---- MODULE M ----
EXTENDS Naturals
CONSTANT C
VARIABLE x
Prime(a) == a'
Enabled(a) == ENABLED a
Apply(Op(_), a) == Op(a)
A1 == (x')'
\*! 7-11 FC1201 argument 1 of `'` is an action (it speaks of two states), but may be at most a state predicate
A2 == Prime(x') + Prime(x)
\*! 7-15 FC1201 argument 1 of `Prime` is an action (it speaks of two states), but may be at most a state predicate
A3 == {[]TRUE}
\*! 7-14 FC1201 argument 1 of `{...}` is a temporal formula, but may be at most an action (it speaks of two states)
A4 == ENABLED ([](x = 0))
\*! 7-25 FC1201 argument 1 of `ENABLED` is a temporal formula, but may be at most an action (it speaks of two states)
A5 == [x' = 1]_(x')
\*! 7-19 FC1201 argument 2 of `[...]_` is an action (it speaks of two states), but may be at most a state predicate
A6 == Enabled(x' = 1) /\ Enabled([](x = 0))
\*! 26-43 FC1201 argument 1 of `Enabled` is a temporal formula, but may be at most an action (it speaks of two states)
A7 == Apply(Prime, x) + Apply(Prime, x')
\*! 25-40 FC1206 argument 2 of `Apply` is an action (it speaks of two states), more than its argument 1 allows
A8 == [](x' = 1)
\*! 10-15 FC1211 `[]` stands before an action that is not of the form [][A]_v
\*? otherwise steps that change nothing would matter
A9 == <>(x' = 1)
\*! 10-15 FC1212 `<>` stands before an action that is not of the form <><<A>>_v
\*? otherwise steps that change nothing would matter
A10 == [][x' = 1]_x /\ <><<x' = 1>>_x /\ (x' = 1 ~> x = 1)
\*! 43-57 FC1213 an action stands beside `~>`, which takes state predicates and temporal formulas
A11 == x' = 1 /\ [](x = 1)
\*! 8-26 FC1214 `/\` joins an action and a temporal formula
\*? an action is part of a temporal formula only as `[][A]_v` or `<><<A>>_v`
A12 == \A a \in {x'} : [](a = 1)
\*! 17-20 FC1215 the set of a quantified temporal formula is of level action
A13 == \E a \in [](x = 1) : a
\*! 8-29 FC1216 the set of `\E` is a temporal formula
ASSUME x = 1
\*! 1-12 FC1202 an assumption is about constants, but this one is a state predicate
ASSUME C = 1
RECURSIVE R(_)
\*! 11-11 FC1204 parameter `a` of the recursive operator `R` is primed
R(a) == a' + R(a)
---- MODULE Inner ----
CONSTANT K, Op(_)
VARIABLE v
Use == Op(v) + K + v'
====
One(a) == a
I1 == INSTANCE Inner WITH K <- 1, Op <- One, v <- x
I2 == INSTANCE Inner WITH K <- x, Op <- One, v <- x
\*! 7-51 FC1207 INSTANCE of Inner: what is substituted for `K` is a state predicate, but may be at most a constant
I3 == INSTANCE Inner WITH K <- 1, Op <- One, v <- x'
\*! 7-52 FC1207 INSTANCE of Inner: what is substituted for `v` is an action (it speaks of two states), but may be at most a state predicate
I4 == INSTANCE Inner WITH K <- 1, Op <- Prime, v <- x
\*! 7-53 FC1207 INSTANCE of Inner: what is substituted for `Op` is an action (it speaks of two states), but may be at most a constant
\*! 7-53 FC1210 the operator substituted for `Op` does not respect equality: its argument is primed or inside a temporal operator
====
