---- MODULE inst_infix ----
EXTENDS Naturals
I == INSTANCE inst_infix_base WITH k <- 10
ASSUME I!+(1, 2) = 13
ASSUME I!Neg(4) = 14
ASSUME I!Nested!Op(1) = 11
====
