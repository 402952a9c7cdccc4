------------------------------- MODULE ewd840 ------------------------------
(* EWD840: Dijkstra's detection of termination on a ring (with Feijen and    *)
(* van Gasteren). Nodes 0 to N-1 wake each other up; a token travels down    *)
(* the ring past passive nodes. Twin of ewd840.py; for NoBlackening the cfg  *)
(* replaces Blacken.                                                         *)
EXTENDS Naturals

CONSTANT N

VARIABLES active, colour, token, token_colour

vars == <<active, colour, token, token_colour>>

Nodes == 0..(N - 1)

Init ==
  /\ active \in [Nodes -> BOOLEAN]
  /\ colour \in [Nodes -> {"white", "black"}]
  /\ token \in Nodes
  /\ token_colour = "black"

InitiateProbe ==
  /\ token = 0
  /\ token_colour = "black" \/ colour[0] = "black"
  /\ token' = N - 1
  /\ token_colour' = "white"
  /\ colour' = [colour EXCEPT ![0] = "white"]
  /\ UNCHANGED active

PassToken(i) ==
  /\ token = i
  /\ ~active[i] \/ colour[i] = "black" \/ token_colour = "black"
  /\ token' = i - 1
  /\ token_colour' = IF colour[i] = "black" THEN "black" ELSE token_colour
  /\ colour' = [colour EXCEPT ![i] = "white"]
  /\ UNCHANGED active

(* Node i remembers that it woke a node which the token may have passed. *)
Blacken(i, j) ==
  colour' = IF j > i THEN [colour EXCEPT ![i] = "black"] ELSE colour

(* Broken: nobody remembers. *)
DoNotBlacken(i, j) == UNCHANGED colour

SendMessage(i, j) ==
  /\ i # j
  /\ active[i]
  /\ active' = [active EXCEPT ![j] = TRUE]
  /\ Blacken(i, j)
  /\ UNCHANGED <<token, token_colour>>

Deactivate(i) ==
  /\ active[i]
  /\ active' = [active EXCEPT ![i] = FALSE]
  /\ UNCHANGED <<colour, token, token_colour>>

Next ==
  \/ InitiateProbe
  \/ \E i \in 1..(N - 1) : PassToken(i)
  \/ \E i \in Nodes : \E j \in Nodes : SendMessage(i, j)
  \/ \E i \in Nodes : Deactivate(i)

Spec == Init /\ [][Next]_vars

(* Whoever has the token sends it on. *)
FairSpec ==
  /\ Spec
  /\ WF_vars(InitiateProbe)
  /\ \A i \in 1..(N - 1) : WF_vars(PassToken(i))

Detected ==
  /\ token = 0
  /\ token_colour = "white"
  /\ colour[0] = "white"
  /\ ~active[0]

Terminated == \A i \in Nodes : ~active[i]

NoDeadlock == Detected \/ ENABLED Next

DetectionIsRight == Detected => Terminated

(* Behind the token all is passive, or somebody ahead is black, or the token *)
(* is.                                                                       *)
Inductive ==
  \/ \A i \in Nodes : i > token => ~active[i]
  \/ \E j \in 0..token : colour[j] = "black"
  \/ token_colour = "black"

TerminationIsDetected == Terminated ~> Detected
=============================================================================
