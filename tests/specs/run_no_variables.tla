---- MODULE run_no_variables ----
EXTENDS Naturals
ASSUME 1 + 1 = 2
====
