---- MODULE TLAPS ----
(* Names of provers and of ways to use them. They mean something in proofs      *)
(* only; everywhere else they are TRUE. A T stands for a time limit.            *)

SimpleArithmetic == TRUE
SMT == TRUE
CVC3 == TRUE
CVC4 == TRUE
Yices == TRUE
veriT == TRUE
Zipper == TRUE
Z3 == TRUE
Spass == TRUE
LS4 == TRUE
PTL == TRUE
Zenon == TRUE
Isa == TRUE
AllProvers == TRUE
AllSMT == TRUE
AllIsa == TRUE
IsaWithSetExtensionality == TRUE

SMTT(seconds) == TRUE
CVC3T(seconds) == TRUE
CVC4T(seconds) == TRUE
YicesT(seconds) == TRUE
veriTT(seconds) == TRUE
ZipperT(seconds) == TRUE
Z3T(seconds) == TRUE
SpassT(seconds) == TRUE
LS4T(seconds) == TRUE
ZenonT(seconds) == TRUE
IsaT(seconds) == TRUE
AllProversT(seconds) == TRUE
AllSMTT(seconds) == TRUE
AllIsaT(seconds) == TRUE
IsaM(method) == TRUE
IsaMT(method, seconds) == TRUE

(* Older names                                                                  *)
SlowZenon == TRUE
SlowerZenon == TRUE
VerySlowZenon == TRUE
SlowestZenon == TRUE
Auto == TRUE
SlowAuto == TRUE
SlowerAuto == TRUE
SlowestAuto == TRUE
Force == TRUE
SlowForce == TRUE
SlowerForce == TRUE
SlowestForce == TRUE
SimplifyAndSolve == TRUE
SlowSimplifyAndSolve == TRUE
SlowerSimplifyAndSolve == TRUE
SlowestSimplifyAndSolve == TRUE
Simplification == TRUE
SlowSimplification == TRUE
SlowerSimplification == TRUE
SlowestSimplification == TRUE
Blast == TRUE
SlowBlast == TRUE
SlowerBlast == TRUE
SlowestBlast == TRUE
AutoBlast == TRUE
PropositionalTemporalLogic == TRUE

(* Proofs about ENABLED, \cdot and levels                                       *)
ExpandENABLED == TRUE
ExpandCdot == TRUE
AutoUSE == TRUE
Lambdify == TRUE
ENABLEDaxioms == TRUE
LevelComparison == TRUE
Trivial == TRUE
EnabledWrapper(Op(_)) == FALSE
CdotWrapper(Op(_)) == FALSE
====
