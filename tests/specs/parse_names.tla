---- MODULE parse_names ----
EXTENDS Naturals
VARIABLES _x, x1_, WFx, true
_Op(_a) == _a + 1
Init == _x = 0 /\ x1_ = 0 /\ WFx = 0 /\ true = 0
Next ==
  /\ _x < 2
  /\ _x' = _Op(_x)
  /\ x1_' = x1_
  /\ LET _y == WFx IN WFx' = _y
  /\ UNCHANGED true
A_ == TRUE
Inv == A_ /\ _x <= 2
====
