---- MODULE inst_parameter_enabled_base ----
EXTENDS Naturals
CONSTANT Top
VARIABLE c
Up == c < Top /\ c' = c + 1
Can == (c < Top) = ENABLED Up
Spec == c = 0 /\ [][Up]_c /\ WF_c(Up)
====
