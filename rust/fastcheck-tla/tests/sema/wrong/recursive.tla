---- MODULE M ----
EXTENDS Naturals
RECURSIVE Never(_)
\*! 11-15 FC1109 `Never` is declared RECURSIVE but not defined
RECURSIVE Two(_, _)
Two(a) == a
\*! 1-3 FC1110 `Two` is declared RECURSIVE with 2 argument(s), but defined with 1
RECURSIVE Fine(_)
Fine(a) == Fine(a)
A == LET RECURSIVE B(_)
         C == LET B(b) == b IN 1
\*! 19-19 FC1111 `B` is declared RECURSIVE outside this LET
\*? define it where it is declared
     IN 1
D == LET RECURSIVE E(_) IN 1
\*! 20-20 FC1109 `E` is declared RECURSIVE but not defined
RECURSIVE Open
CONSTANT K
\*! 10-10 FC1112 a CONSTANT declaration may not stand between RECURSIVE `Never` and its definition
Open == 1
====
