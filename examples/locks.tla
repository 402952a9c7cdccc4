------------------------------- MODULE locks -------------------------------
(* One lock, three degrees of fairness with the same states. Twin of         *)
(* NoFairness, WeakFairness and StrongFairness in locks.py; its BrokenGuard  *)
(* is locks_broken.tla.                                                      *)
EXTENDS FiniteSets, Naturals

CONSTANTS Process, None

VARIABLES pc, owner

vars == <<pc, owner>>

Init ==
  /\ pc = [p \in Process |-> "idle"]
  /\ owner = None

Request(p) ==
  /\ pc[p] = "idle"
  /\ pc' = [pc EXCEPT ![p] = "trying"]
  /\ UNCHANGED owner

(* Test and set, in one step. *)
Enter(p) ==
  /\ pc[p] = "trying"
  /\ owner = None
  /\ pc' = [pc EXCEPT ![p] = "critical"]
  /\ owner' = p

Leave(p) ==
  /\ pc[p] = "critical"
  /\ pc' = [pc EXCEPT ![p] = "idle"]
  /\ owner' = None

Next ==
  \/ \E p \in Process : Request(p)
  \/ \E p \in Process : Enter(p)
  \/ \E p \in Process : Leave(p)

Spec == Init /\ [][Next]_vars

WeakSpec == Spec /\ \A p \in Process : WF_vars(Enter(p)) /\ WF_vars(Leave(p))

StrongSpec == Spec /\ \A p \in Process : SF_vars(Enter(p)) /\ WF_vars(Leave(p))

MutualExclusion == Cardinality({p \in Process : pc[p] = "critical"}) <= 1

OwnerIsInside == owner # None => pc[owner] = "critical"

GetsIn == \A p \in Process : pc[p] = "trying" ~> pc[p] = "critical"

(* Weak fairness suffices for this: somebody gets in. *)
SomebodyGetsIn ==
  (\E p \in Process : pc[p] = "trying") ~> (\E p \in Process : pc[p] = "critical")
=============================================================================
