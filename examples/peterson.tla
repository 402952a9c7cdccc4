----------------------------- MODULE peterson ------------------------------
(* Peterson's algorithm: mutual exclusion for two processes, with nothing    *)
(* but reads and writes of shared memory. Twin of peterson.py; in            *)
(* SpecTurnFirst a process gives way before it announces itself.             *)
EXTENDS Naturals

VARIABLES pc, wants, turn

vars == <<pc, wants, turn>>

Processes == 1..2

Other(p) == 3 - p

Init ==
  /\ pc = [p \in Processes |-> "idle"]
  /\ wants = [p \in Processes |-> FALSE]
  /\ turn = 1

Step(p, before, after) ==
  /\ pc[p] = before
  /\ pc' = [pc EXCEPT ![p] = after]

StartTrying(p) ==
  /\ Step(p, "idle", "want")
  /\ UNCHANGED <<wants, turn>>

Announce(p, before, after) ==
  /\ Step(p, before, after)
  /\ wants' = [wants EXCEPT ![p] = TRUE]
  /\ UNCHANGED turn

GiveWay(p, before, after) ==
  /\ Step(p, before, after)
  /\ turn' = Other(p)
  /\ UNCHANGED wants

Enter(p) ==
  /\ Step(p, "wait", "critical")
  /\ wants[Other(p)] => turn = p
  /\ UNCHANGED <<wants, turn>>

Finish(p) ==
  /\ Step(p, "critical", "leave")
  /\ UNCHANGED <<wants, turn>>

Leave(p) ==
  /\ Step(p, "leave", "idle")
  /\ wants' = [wants EXCEPT ![p] = FALSE]
  /\ UNCHANGED turn

Next ==
  \/ \E p \in Processes : StartTrying(p)
  \/ \E p \in Processes : Announce(p, "want", "yield")
  \/ \E p \in Processes : GiveWay(p, "yield", "wait")
  \/ \E p \in Processes : Enter(p)
  \/ \E p \in Processes : Finish(p)
  \/ \E p \in Processes : Leave(p)

(* Broken: the first two lines are swapped. *)
NextTurnFirst ==
  \/ \E p \in Processes : StartTrying(p)
  \/ \E p \in Processes : Announce(p, "yield", "wait")
  \/ \E p \in Processes : GiveWay(p, "want", "yield")
  \/ \E p \in Processes : Enter(p)
  \/ \E p \in Processes : Finish(p)
  \/ \E p \in Processes : Leave(p)

Spec == Init /\ [][Next]_vars

SpecTurnFirst == Init /\ [][NextTurnFirst]_vars

(* Nobody stops on its way in or out; to ask for entry is free. *)
Fairness ==
  \A p \in Processes :
    /\ WF_vars(Announce(p, "want", "yield"))
    /\ WF_vars(GiveWay(p, "yield", "wait"))
    /\ WF_vars(Enter(p))
    /\ WF_vars(Finish(p))
    /\ WF_vars(Leave(p))

FairSpec == Spec /\ Fairness

MutualExclusion == ~\A p \in Processes : pc[p] \in {"critical", "leave"}

EntersIfItTries ==
  \A p \in Processes : pc[p] = "want" ~> pc[p] = "critical"
=============================================================================
