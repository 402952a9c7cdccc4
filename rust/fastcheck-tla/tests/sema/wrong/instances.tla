---- MODULE M ----
EXTENDS Naturals
VARIABLE x
---- MODULE Inner ----
CONSTANTS N, Op(_)
VARIABLE v
Add(a) == a
LOCAL Hidden == 1
====
Plus(a, b) == a
One(a) == a
I1 == INSTANCE Inner WITH N <- 1, Op <- One, v <- x
I2 == INSTANCE Inner WITH N <- 1, Op <- One
\*! 7-43 FC1113 INSTANCE of Inner gives nothing for `v`, and there is no `v` here
\*? add `WITH v <- ...`
I3 == INSTANCE Inner WITH N <- 1, Op <- One, v <- x, M <- 2
\*! 54-54 FC1114 `M` is not a constant or variable of module Inner
\*? it declares N, Op, v
I4 == INSTANCE Inner WITH N <- 1, N <- 2, Op <- One, v <- x
\*! 35-35 FC1115 `N` is substituted twice
I5 == INSTANCE Inner WITH N <- 1, Op <- Plus, v <- x
\*! 41-44 FC1104 an operator with 1 argument(s) is required here, but `Plus` takes 2
I6 == INSTANCE Inner WITH N <- 1, Op <- 2, v <- x
\*! 41-41 FC1104 an operator with 1 argument(s) is required here, not an expression
\*? give the name of an operator, or a LAMBDA
I7(a) == INSTANCE Inner WITH N <- a, Op <- One, v <- x
U1 == I1!Ad(1)
\*! 10-11 FC1100 instance `I1` has no operator `Ad`
\*? did you mean `Add`?
U2 == I1!Hidden
\*! 10-15 FC1100 instance `I1` has no operator `Hidden`
U3 == I1
\*! 7-8 FC1105 `I1` is an instance of a module: `!` and a name must follow
U4 == I7(1)!Add
\*! 7-15 FC1103 operator `I7!Add` takes 2 argument(s), but 1 are given
U5 == I7!Add(1, 2) + I7(1)!Add(2)
U6 == J1!Add(1)
\*! 7-8 FC1100 unknown name `J1`
\*? did you mean `I1` or `U1`?
---- MODULE Inner ----
\*! 13-17 FC1118 there is a module `Inner` already
\*? rename one of them
====
====
