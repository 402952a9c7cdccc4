---- MODULE Toolbox ----
LOCAL INSTANCE Naturals
LOCAL INSTANCE TLC
LOCAL INSTANCE FiniteSets

(* The trace that is explored, as a function from positions to states.          *)
_TETrace == CHOOSE trace \in [Nat \ {0} -> STRING] : TRUE

(* The position of the current state in it, at least 1 and at most its length.  *)
_TEPosition ==
  LET last == Cardinality(DOMAIN _TETrace)
      level == TLCGet("level")
  IN CASE level >= last -> last
       [] level < last /\ level = 0 -> 1
       [] OTHER -> level
====
