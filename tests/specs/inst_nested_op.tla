---- MODULE inst_nested_op ----
EXTENDS Naturals
CONSTANT j
Op(n) == n + j
====
