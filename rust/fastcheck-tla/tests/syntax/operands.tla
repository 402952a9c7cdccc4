---- MODULE operands ----
A1 == 1 +
\*! 9 FC1008 expected an expression, found the beginning of another definition
\*? `+` needs an operand on its right
A2 == + 1
\*! 7 FC1008 expected an expression, found `+`
\*? `+` needs an operand on its left
A3 == (1 + )
\*! 12 FC1008 expected an expression, found `)`
\*? `+` needs an operand on its right
A4 ==
\*! 4-5 FC1008 expected an expression, found the beginning of another definition
\*? the definition has no body
A5 == 1 2
\*! 9 FC1007 expected a definition, a declaration, or `====`, found `2`
\*? what stands before it has ended: is an operator or a comma missing?
A6 == IF x THEN y
\*! 17 FC1007 expected ELSE, found the beginning of another definition
\*? every IF has an ELSE; a condition alone is written `a => b`
A7 == IF x y ELSE z
\*! 12 FC1007 expected THEN, found `y`
A8 == CASE x -> y [] OTHER z
\*! 28 FC1007 expected `->`, found `z`
A9 == \E x \in S, : x
\*! 19 FC1007 expected a name, found `:`
A10 == \A x S : x
\*! 13 FC1007 expected `,`, `\in` or `:`, found `S`
A11 == CHOOSE x \in S
\*! 21 FC1007 expected `:`, found the beginning of another definition
A12 == LET x == 1
A13 == LET IN 1
\*! 12-13 FC1007 expected a definition or IN, found `IN`
A14 == x == 1
\*! 10-11 FC1007 expected a definition, a declaration, or `====`, found `==`
\*? `==` begins the body of a definition; equality is written `=`
A15 == a != b
\*! 10-11 FC1016 `!=` is no operator of TLA+
\*? `not equal` is written `#` or `/=`
A16 == x <-1
\*! 10-11 FC1007 expected a definition, a declaration, or `====`, found `<-`
\*? `<-` is one symbol; write `x < -1` with a space
A17 == F()
\*! 10 FC1007 expected an argument, found `)`
\*? an operator without arguments is written without parentheses
A18 == Map(+)
\*! 11-13 FC1008 expected an expression, found the beginning of another definition
\*? `(+)` and its like are one symbol; write `( + )` to pass `+` as an argument
A19 == LAMBDA x : x
\*! 8-13 FC1008 expected an expression, found `LAMBDA`
\*? LAMBDA stands only as the argument of an operator or behind `<-`
A20 == -. x
\*! 8-9 FC1016 `-.` names the operator; before its operand it is written `-`
\*? write `-`; `-.` stands only in declarations, definitions and arguments
A21 == [f EXCEPT [1] = 2]
\*! 18 FC1007 expected `!`, found `[`
\*? an update is written `![index] = value` or `!.field = value`
A22 == [f EXCEPT !1 = 2]
\*! 19 FC1007 expected `[` or `.`, found `1`
A23 == [f EXCEPT ![1] == 2]
\*! 23-24 FC1007 expected `=`, found `==`
\*? `==` begins the body of a definition; equality is written `=`
A24 == r.1
\*! 10 FC1007 expected the name of a field, found `1`
A25 == [x \in S -> T]
\*! 17-18 FC1007 expected `,` or `|->`, found `->`
\*? a function is written `[x \in S |-> e]`
A26 == [1, 2]
\*! 10 FC1007 expected `->`, `EXCEPT` or `]_`, found `,`
\*? tuples are written `<<a, b>>`, records `[a |-> 1, b |-> 2]`; `[A]_v` needs its `_v`
A27 == {x, y \in S : x = y}
\*! 20 FC1009 expected `,` or `}`, found `:`
\*? a filter binds one variable or one tuple: `{<<x, y>> \in S \X T : P}`
A28 == {x \in S, x > 1}
A29 == WF_v
\*! 11 FC1007 expected the action in parentheses, as in `WF_vars(Next)`, found the beginning of another definition
A30 == WF_v Next
\*! 13-16 FC1007 expected the action in parentheses, as in `WF_vars(Next)`, found `Next`
A31 == [Next]_+
\*! 15 FC1007 expected a name, a tuple or an expression in parentheses as subscript, found `+`
A32 == <<A, B>>_v
\*! 14-16 FC1007 `<<A>>_v` has one action in it
A33 == I!
\*! 9 FC1007 expected a name or a selector (`1`, `<<`, `>>`, `:`, `@`) behind `!`, found the beginning of another definition
A34 == Op!1.5!2
\*! 13 FC1007 expected the name of a field, found `5`
A35 == {x \in S /\ T}
\*! 9-20 FC1010 this begins like a filter `{x \in S : P}`, but there is no `:`
\*? as an element of a set, put it in parentheses
A36 == \in S
\*! 8-10 FC1008 expected an expression, found `\in`
\*? `\in` needs an operand on its left
A37 == F(\X)
\*! 9-12 FC1008 expected an expression, found the beginning of another definition
\*? `(+)` and its like are one symbol; write `( + )` to pass `+` as an argument
A38 == 'abc'
\*! 8 FC1008 expected an expression, found `'`
\*? strings are written with double quotes; `'` primes what stands before it
A39 == <1> + 1
\*! 8-10 FC1008 expected an expression, found `<1>`
\*? `<1>` is one symbol, the name of a proof step; write `<` and `>` with spaces
A40 == \AA x \in S : x
\*! 14-16 FC1007 expected `,` or `:`, found `\in`
\*? temporal quantifiers bind variables without a set
A41 == @(x)
\*! 9 FC1007 expected a definition, a declaration, or `====`, found `(`
\*? what stands before it has ended: is an operator or a comma missing?
====
