---------------------------- MODULE locks_broken ---------------------------
(* Broken: between the look at the lock and the step inside, another process *)
(* can do the same. Twin of BrokenGuard in locks.py.                         *)
EXTENDS FiniteSets, Naturals

CONSTANT Process

VARIABLES pc, locked

vars == <<pc, locked>>

Init ==
  /\ pc = [p \in Process |-> "idle"]
  /\ locked = FALSE

Request(p) ==
  /\ pc[p] = "idle"
  /\ pc' = [pc EXCEPT ![p] = "trying"]
  /\ UNCHANGED locked

Look(p) ==
  /\ pc[p] = "trying"
  /\ ~locked
  /\ pc' = [pc EXCEPT ![p] = "seen free"]
  /\ UNCHANGED locked

Enter(p) ==
  /\ pc[p] = "seen free"
  /\ pc' = [pc EXCEPT ![p] = "critical"]
  /\ locked' = TRUE

Leave(p) ==
  /\ pc[p] = "critical"
  /\ pc' = [pc EXCEPT ![p] = "idle"]
  /\ locked' = FALSE

Next ==
  \/ \E p \in Process : Request(p)
  \/ \E p \in Process : Look(p)
  \/ \E p \in Process : Enter(p)
  \/ \E p \in Process : Leave(p)

Spec == Init /\ [][Next]_vars

MutualExclusion == Cardinality({p \in Process : pc[p] = "critical"}) <= 1
=============================================================================
