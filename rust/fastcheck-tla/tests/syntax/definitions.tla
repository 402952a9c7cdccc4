---- MODULE definitions ----
EXTENDS Naturals, , Sequences
\*! 19 FC1007 expected the name of a module, found `,`
A1 = 1
\*! 4 FC1007 expected `==`, found `=`
\*? a definition is written with `==`
A2 := 1
\*! 4-5 FC1007 expected `==`, found `:=`
\*? a definition is written with `==`
A3(x = 1
\*! 6 FC1009 expected `,` or `)`, found `=`
A4() == 1
\*! 4 FC1007 expected a parameter, found `)`
\*? an operator without parameters is defined without parentheses: `F == ...`
A5(1) == 1
\*! 4 FC1007 expected a name or an operator such as `_ + _`, found `1`
A6(x, y == 1
\*! 9-10 FC1009 expected `,` or `)`, found `==`
\*? `==` begins the body of a definition; equality is written `=`
- x == 1
\*! 1 FC1016 the prefix operator `-` is written `-.` where it is defined
\*? write `-. a == ...`
x \X y == 1
\*! 3-4 FC1016 `\X` cannot be defined anew
x + 1 == 1
\*! 5 FC1007 expected a name for the operand, found `1`
A7 1
\*! 4 FC1007 expected `==`, found `1`
A8(x) y == 1
\*! 7 FC1007 expected `==`, found `y`
f[x] == 1
\*! 4 FC1007 expected `,` or `\in`, found `]`
f[x \in S == 1
\*! 11-12 FC1009 expected `,` or `]`, found `==`
\*? `==` begins the body of a definition; equality is written `=`
LOCAL 1 == 2
\*! 7 FC1007 expected a definition or INSTANCE behind LOCAL, found `1`
I == INSTANCE
\*! 6-13 FC1007 expected the name of a module, found the beginning of another definition
J == INSTANCE M WITH x = 1
\*! 24 FC1007 expected `<-`, found `=`
\*? a substitution is written `name <- expression`
K == INSTANCE M WITH 1 <- x
\*! 22 FC1007 expected the name of a constant or variable, or an operator, found `1`
INSTANCE M WITH x <- 1, y
\*! 23 FC1007 expected a definition, a declaration, or `====`, found `,`
RECURSIVE F(x)
\*! 13 FC1007 expected `_` for an argument, found `x`
RECURSIVE
\*! 1-9 FC1007 expected a name or an operator such as `_ + _`, found `VARIABLE`
VARIABLE x y
\*! 12 FC1007 expected a definition, a declaration, or `====`, found `y`
\*? what stands before it has ended: is an operator or a comma missing?
VARIABLES x, y,
\*! 15 FC1007 expected a name, found `CONSTANT`
CONSTANT F(_,), G
\*! 14 FC1007 expected `_` for an argument, found `)`
CONSTANT - _
\*! 10 FC1016 the prefix operator `-` is written `-.` where it is declared
\*? write `-. _`
CONSTANT _ +
\*! 12 FC1007 expected `_` for the second operand, found `ASSUME`
ASSUME
\*! 1-6 FC1008 expected an expression, found `ASSUME`
ASSUME A9 == ASSUME B PROVE C
\*! 14-19 FC1008 expected an expression, found `ASSUME`
\*? ASSUME with PROVE stands only behind THEOREM and in proofs
EXTENDS Integers
1 + 1
A10 == 1 THEN
\*! 10-13 FC1007 expected a definition, a declaration, or `====`, found `THEN`
\*? the expression before it has ended already
====
