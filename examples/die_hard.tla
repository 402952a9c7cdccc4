----------------------------- MODULE die_hard ------------------------------
(* Die Hard: measure out four gallons with a jug of five and a jug of three. *)
(* Twin of die_hard.py. NotSolved says that the task is impossible, so the   *)
(* counterexample is the solution.                                           *)
EXTENDS Naturals

CONSTANTS BIG, SMALL, GOAL

VARIABLES big, small

vars == <<big, small>>

Min(m, n) == IF m < n THEN m ELSE n

Init == big = 0 /\ small = 0

FillSmall == small' = SMALL /\ big' = big

FillBig == big' = BIG /\ small' = small

EmptySmall == small' = 0 /\ big' = big

EmptyBig == big' = 0 /\ small' = small

SmallToBig ==
  LET poured == Min(small, BIG - big)
  IN  big' = big + poured /\ small' = small - poured

BigToSmall ==
  LET poured == Min(big, SMALL - small)
  IN  big' = big - poured /\ small' = small + poured

Next ==
  \/ FillSmall
  \/ FillBig
  \/ EmptySmall
  \/ EmptyBig
  \/ SmallToBig
  \/ BigToSmall

Spec == Init /\ [][Next]_vars

JugsDoNotOverflow == big \in 0..BIG /\ small \in 0..SMALL

NotSolved == big # GOAL
=============================================================================
