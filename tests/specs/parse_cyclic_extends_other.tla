---- MODULE parse_cyclic_extends_other ----
EXTENDS parse_cyclic_extends
====
