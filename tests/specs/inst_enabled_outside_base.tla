---- MODULE inst_enabled_outside_base ----
EXTENDS Naturals
VARIABLE y
Flip == y' = 1 - y
Can == ENABLED Flip
====
