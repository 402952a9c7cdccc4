---- MODULE nested ----
---- MODULE inner ----
A == +
\*! 6 FC1008 expected an expression, found `+`
\*? `+` needs an operand on its left
====
B == )
\*! 6 FC1008 expected an expression, found `)`
====
C == ;
