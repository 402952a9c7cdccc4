----------------------------- MODULE two_phase -----------------------------
(* Two-phase commit: resource managers (RMs) agree, through a transaction    *)
(* manager (TM), to commit or to abort. `msgs` is the set of everything ever *)
(* sent. Twin of two_phase.py; SpecImpatient is its ImpatientRM.             *)
CONSTANT RM

VARIABLES rm, tm, prepared, msgs

vars == <<rm, tm, prepared, msgs>>

Init ==
  /\ rm = [r \in RM |-> "working"]
  /\ tm = "init"
  /\ prepared = {}
  /\ msgs = {}

(* The transaction manager. *)

TmCommit ==
  /\ tm = "init"
  /\ RM \subseteq prepared
  /\ tm' = "committed"
  /\ msgs' = msgs \cup {<<"Commit">>}
  /\ UNCHANGED <<rm, prepared>>

TmAbort ==
  /\ tm = "init"
  /\ tm' = "aborted"
  /\ msgs' = msgs \cup {<<"Abort">>}
  /\ UNCHANGED <<rm, prepared>>

TmReceivePrepared(r) ==
  /\ tm = "init"
  /\ <<"Prepared", r>> \in msgs
  /\ prepared' = prepared \cup {r}
  /\ UNCHANGED <<rm, tm, msgs>>

(* A resource manager. *)

RmPrepare(r) ==
  /\ rm[r] = "working"
  /\ rm' = [rm EXCEPT ![r] = "prepared"]
  /\ msgs' = msgs \cup {<<"Prepared", r>>}
  /\ UNCHANGED <<tm, prepared>>

RmChooseToAbort(r) ==
  /\ rm[r] = "working"
  /\ rm' = [rm EXCEPT ![r] = "aborted"]
  /\ UNCHANGED <<tm, prepared, msgs>>

RmReceiveCommit(r) ==
  /\ <<"Commit">> \in msgs
  /\ rm' = [rm EXCEPT ![r] = "committed"]
  /\ UNCHANGED <<tm, prepared, msgs>>

RmReceiveAbort(r) ==
  /\ <<"Abort">> \in msgs
  /\ rm' = [rm EXCEPT ![r] = "aborted"]
  /\ UNCHANGED <<tm, prepared, msgs>>

(* Broken: a prepared RM must not change its mind, however long it waits. *)
RmTimeOut(r) ==
  /\ rm[r] = "prepared"
  /\ rm' = [rm EXCEPT ![r] = "aborted"]
  /\ UNCHANGED <<tm, prepared, msgs>>

Next ==
  \/ TmCommit
  \/ TmAbort
  \/ \E r \in RM : TmReceivePrepared(r)
  \/ \E r \in RM : RmPrepare(r)
  \/ \E r \in RM : RmChooseToAbort(r)
  \/ \E r \in RM : RmReceiveCommit(r)
  \/ \E r \in RM : RmReceiveAbort(r)

Spec == Init /\ [][Next]_vars

SpecImpatient == Init /\ [][Next \/ \E r \in RM : RmTimeOut(r)]_vars

Consistent ==
  \A r, s \in RM : ~(rm[r] = "committed" /\ rm[s] = "aborted")

DecisionsAreFinal ==
  [][\A r \in RM : rm[r] \in {"committed", "aborted"} => rm'[r] = rm[r]]_vars
=============================================================================
