------------------------------- MODULE dekker ------------------------------
(* Dekker's algorithm: mutual exclusion for two processes, with nothing but  *)
(* reads and writes of shared memory. Twin of dekker.py. SpecLookFirst is    *)
(* its LookFirst; for NoTurn the cfg replaces what a process may do when     *)
(* both want in.                                                             *)
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

SetWish(p, wish) == wants' = [wants EXCEPT ![p] = wish] /\ UNCHANGED turn

MayInsist(p) == turn = p

MayBackOff(p) == turn # p

MayTryAgain(p) == turn = p

(* Without a turn everybody does as it likes. *)
Always(p) == TRUE

Announce(p) == Step(p, "idle", "look") /\ SetWish(p, TRUE)

Enter(p) ==
  /\ Step(p, "look", "critical")
  /\ ~wants[Other(p)]
  /\ UNCHANGED <<wants, turn>>

(* Both want in. *)
Meet(p) ==
  /\ Step(p, "look", "contended")
  /\ wants[Other(p)]
  /\ UNCHANGED <<wants, turn>>

Insist(p) ==
  /\ Step(p, "contended", "look")
  /\ MayInsist(p)
  /\ UNCHANGED <<wants, turn>>

BackOff(p) ==
  /\ Step(p, "contended", "waiting")
  /\ MayBackOff(p)
  /\ SetWish(p, FALSE)

TryAgain(p) ==
  /\ Step(p, "waiting", "look")
  /\ MayTryAgain(p)
  /\ SetWish(p, TRUE)

GiveTurn(p) ==
  /\ Step(p, "critical", "leaving")
  /\ turn' = Other(p)
  /\ UNCHANGED wants

Leave(p) == Step(p, "leaving", "idle") /\ SetWish(p, FALSE)

Next ==
  \/ \E p \in Processes : Announce(p)
  \/ \E p \in Processes : Enter(p)
  \/ \E p \in Processes : Meet(p)
  \/ \E p \in Processes : Insist(p)
  \/ \E p \in Processes : BackOff(p)
  \/ \E p \in Processes : TryAgain(p)
  \/ \E p \in Processes : GiveTurn(p)
  \/ \E p \in Processes : Leave(p)

Spec == Init /\ [][Next]_vars

(* Nobody stops on its way in or out; to ask for entry is free. *)
Fairness ==
  \A p \in Processes :
    /\ WF_vars(Enter(p))
    /\ WF_vars(Meet(p))
    /\ WF_vars(Insist(p))
    /\ WF_vars(BackOff(p))
    /\ WF_vars(TryAgain(p))
    /\ WF_vars(GiveTurn(p))
    /\ WF_vars(Leave(p))

FairSpec == Spec /\ Fairness

(* Broken: looks first and announces itself on the way in. *)
LookAnnounce(p) == Step(p, "idle", "look") /\ UNCHANGED <<wants, turn>>

LookEnter(p) ==
  /\ Step(p, "look", "contended")
  /\ ~wants[Other(p)]
  /\ UNCHANGED <<wants, turn>>

LookInsist(p) == Step(p, "contended", "critical") /\ SetWish(p, TRUE)

NextLookFirst ==
  \/ \E p \in Processes : LookAnnounce(p)
  \/ \E p \in Processes : LookEnter(p)
  \/ \E p \in Processes : Meet(p)
  \/ \E p \in Processes : LookInsist(p)
  \/ \E p \in Processes : BackOff(p)
  \/ \E p \in Processes : TryAgain(p)
  \/ \E p \in Processes : GiveTurn(p)
  \/ \E p \in Processes : Leave(p)

SpecLookFirst == Init /\ [][NextLookFirst]_vars

Inside(p) == pc[p] \in {"critical", "leaving"}

MutualExclusion == ~\A p \in Processes : Inside(p)

WhoIsInsideSaidSo == \A p \in Processes : Inside(p) => wants[p]

EntersIfItTries == \A p \in Processes : pc[p] = "look" ~> pc[p] = "critical"
=============================================================================
