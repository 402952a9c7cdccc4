---- MODULE cfg_scoped_base ----
EXTENDS Naturals
CONSTANT K
Step == 1
Bound == K + Step - Step
====
