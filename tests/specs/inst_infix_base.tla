---- MODULE inst_infix_base ----
LOCAL N == INSTANCE Naturals
CONSTANT k
a + b == N!+(N!+(a, b), k)
Neg(a) == N!+(a, k)
---- MODULE Deeper ----
CONSTANT j
Op(n) == n + 0
====
Nested == INSTANCE inst_nested_op WITH j <- k
====
