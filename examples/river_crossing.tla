--------------------------- MODULE river_crossing --------------------------
(* The farmer, the wolf, the goat and the cabbage cross a river in a boat    *)
(* that carries the farmer and one more. Twin of river_crossing.py:          *)
(* NotAllAcross says that they never do, so the counterexample is how. For   *)
(* Careless the cfg replaces LooksGood.                                      *)
CONSTANTS FARMER, WOLF, GOAT, CABBAGE

VARIABLES here, there

vars == <<here, there>>

Init ==
  /\ here = {FARMER, WOLF, GOAT, CABBAGE}
  /\ there = {}

(* Whether nobody is left with whom it wants to eat. *)
PeacefulBank(bank) ==
  \/ FARMER \in bank
  \/ ~({WOLF, GOAT} \subseteq bank) /\ ~({GOAT, CABBAGE} \subseteq bank)

Peaceful(a, b) == PeacefulBank(a) /\ PeacefulBank(b)

(* What the farmer wants to see before he leaves. *)
LooksGood(a, b) == Peaceful(a, b)

(* Broken: rows away without a look at who stays behind. *)
DoesNotLook(a, b) == TRUE

(* The boat goes to the other bank. *)
Cross(boat) ==
  /\ boat \subseteq here \/ boat \subseteq there
  /\ here' = (here \ boat) \cup (boat \ here)
  /\ there' = (there \ boat) \cup (boat \ there)
  /\ LooksGood(here', there')

CrossAlone == Cross({FARMER})

CrossWith(one) == Cross({FARMER, one})

Next ==
  \/ CrossAlone
  \/ CrossWith(WOLF)
  \/ CrossWith(GOAT)
  \/ CrossWith(CABBAGE)

Spec == Init /\ [][Next]_vars

NobodyIsEaten == Peaceful(here, there)

NotAllAcross == here # {}
=============================================================================
