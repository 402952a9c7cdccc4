---- MODULE M ----
EXTENDS Naturals
CONSTANT C, F(_)
VARIABLE x
Two(a, b) == a
Map(Op(_), s) == Op(s)
A1 == Two(1)
\*! 7-12 FC1103 operator `Two` takes 2 argument(s), but 1 are given
A2 == Two(1, 2, 3)
\*! 7-18 FC1103 operator `Two` takes 2 argument(s), but 3 are given
A3 == Two
\*! 7-9 FC1103 operator `Two` takes 2 argument(s), but 0 are given
A4 == C(1)
\*! 7-10 FC1103 operator `C` takes 0 argument(s), but 1 are given
A5 == F
\*! 7-7 FC1103 operator `F` takes 1 argument(s), but 0 are given
A6 == x(1)
\*! 7-10 FC1103 operator `x` takes 0 argument(s), but 1 are given
A7 == Map(1, 2)
\*! 11-11 FC1104 an operator with 1 argument(s) is required here, not an expression
\*? give the name of an operator, or a LAMBDA
A8 == Map(Two, 2)
\*! 11-13 FC1104 an operator with 1 argument(s) is required here, but `Two` takes 2
A9 == Map(LAMBDA a, b : a, 2)
\*! 11-25 FC1104 an operator with 1 argument(s) is required here, but the LAMBDA takes 2
A10 == Map(F, 2) + Map(LAMBDA a : a, 2) + Map(SUBSET, 2)
A11 == Map(Map, 2)
\*! 12-14 FC1104 an operator with 1 argument(s) is required here, but `Map` takes 2
f[a \in Nat, b \in Nat] == a
A13 == f[1, 2, 3]
\*! 8-17 FC1119 function `f` is defined with 2 argument(s), but applied to 3
A14 == f[1] + f[1, 2]
====
