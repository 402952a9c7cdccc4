---- MODULE M ----
EXTENDS Naturals
D == \A a \in {1} : l(a) :: a > 0
E == \A a \in {1} : l :: a > 0
\*! 21-21 FC1126 label `l` must have as parameters what is bound around it: a is missing
F == \A a \in {1} : l(a, b) :: a > 0
\*! 26-26 FC1126 `b` is not a variable bound between the definition and label `l`
G == l :: (m :: 1) + (m :: 2)
\*! 23-23 FC1126 label `m` occurs twice in this definition
H == [[i \in {1} |-> 1] EXCEPT ![1] = l :: 2]
\*! 39-39 FC1126 label `l` stands inside an EXCEPT, where it has no meaning
ASSUME l :: TRUE
\*! 8-8 FC1126 label `l` stands in a statement without a name, where it has no meaning
Op(a) == a + 1
S1 == Op(1)!1 + Op(1)!3
\*! 23-23 FC1121 there is no operand 3; there are 2
S2 == Op!1
\*! 7-10 FC1103 1 argument(s) are required here, but 0 are given
S3 == D!(1)!<< + D!l(2)!<<
S4 == D!(1, 2)
\*! 9-14 FC1121 1 argument(s) are required here, but 2 are given
S5 == D!k(1)
\*! 9-9 FC1121 there is no label `k` here
S6 == Op(1)!@
\*! 13-13 FC1121 nothing is bound here
S7 == (CASE TRUE -> 1) + D!1!2
\*! 30-30 FC1121 there is no operand 2; there are 1
====
