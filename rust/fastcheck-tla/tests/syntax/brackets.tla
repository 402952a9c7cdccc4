---- MODULE brackets ----
A1 == (1 + 2
\*! 12 FC1009 expected `)`, found the beginning of another definition
A2 == {1, 2
\*! 11 FC1009 expected `,` or `}`, found the beginning of another definition
A3 == <<1, 2
\*! 12 FC1009 expected `,` or `>>`, found the beginning of another definition
A4 == [f EXCEPT ![1 = 2]
\*! 24 FC1007 expected `=`, found the beginning of another definition
A5 == f[1, 2
\*! 12 FC1009 expected `,` or `]`, found the beginning of another definition
A6 == F(1, 2
\*! 12 FC1009 expected `,` or `)`, found the beginning of another definition
A7 == (1 + 2))
\*! 14 FC1007 expected a definition, a declaration, or `====`, found `)`
\*? no bracket is open here
A8 == {1, 2]
\*! 12 FC1009 expected `,` or `}`, found `]`
A9 == [a |-> (1, b |-> 2]
\*! 16 FC1009 expected `)`, found `,`
A10 == {<<1, 2>, 3}
\*! 16 FC1008 expected an expression, found `,`
\*? `>` needs an operand on its right
A11 == }
\*! 8 FC1008 expected an expression, found `}`
====
