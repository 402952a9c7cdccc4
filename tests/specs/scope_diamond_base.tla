---- MODULE scope_diamond_base ----
EXTENDS Naturals
Base == 5
====
