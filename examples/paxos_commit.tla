----------------------------- MODULE paxos_commit --------------------------
(* Paxos Commit (Gray and Lamport): each resource manager's decision to      *)
(* prepare or to abort is one instance of Paxos, kept by the same acceptors. *)
(* Twin of paxos_commit.py; for DeafLeader the cfg replaces Proposal.        *)
EXTENDS FiniteSets, Integers

CONSTANTS RM, Acceptor, BALLOTS

VARIABLES
  rm,
  (* What an acceptor knows of an instance: the ballot it joined, and the    *)
  (* last one in which it accepted a value, and which.                       *)
  mbal, bal, val,
  msgs

vars == <<rm, mbal, bal, val, msgs>>

Ballots == 0..(BALLOTS - 1)

LaterBallots == 1..(BALLOTS - 1)

(* The smallest majorities; a larger one adds nothing. *)
Majorities ==
  {S \in SUBSET Acceptor : Cardinality(S) = Cardinality(Acceptor) \div 2 + 1}

Phase1aMsg(r, b) == [kind |-> "1a", ins |-> r, bal |-> b]

Phase1bMsg(r, mb, b, v, a) ==
  [kind |-> "1b", ins |-> r, mbal |-> mb, bal |-> b, val |-> v, acc |-> a]

Phase2aMsg(r, b, v) == [kind |-> "2a", ins |-> r, bal |-> b, val |-> v]

Phase2bMsg(r, b, v, a) ==
  [kind |-> "2b", ins |-> r, bal |-> b, val |-> v, acc |-> a]

Outcome(o) == [kind |-> o]

Send(m) == msgs' = msgs \cup {m}

Init ==
  /\ rm = [r \in RM |-> "working"]
  /\ mbal = [r \in RM |-> [a \in Acceptor |-> 0]]
  /\ bal = [r \in RM |-> [a \in Acceptor |-> -1]]
  /\ val = [r \in RM |-> [a \in Acceptor |-> "none"]]
  /\ msgs = {}

(* Resource managers. *)

RmPrepare(r) ==
  /\ rm[r] = "working"
  /\ rm' = [rm EXCEPT ![r] = "prepared"]
  /\ Send(Phase2aMsg(r, 0, "prepared"))
  /\ UNCHANGED <<mbal, bal, val>>

RmChooseToAbort(r) ==
  /\ rm[r] = "working"
  /\ rm' = [rm EXCEPT ![r] = "aborted"]
  /\ Send(Phase2aMsg(r, 0, "aborted"))
  /\ UNCHANGED <<mbal, bal, val>>

RmReceiveCommit(r) ==
  /\ Outcome("commit") \in msgs
  /\ rm' = [rm EXCEPT ![r] = "committed"]
  /\ UNCHANGED <<mbal, bal, val, msgs>>

RmReceiveAbort(r) ==
  /\ Outcome("abort") \in msgs
  /\ rm' = [rm EXCEPT ![r] = "aborted"]
  /\ UNCHANGED <<mbal, bal, val, msgs>>

(* Leaders. *)

Phase1a(b, r) ==
  /\ Send(Phase1aMsg(r, b))
  /\ UNCHANGED <<rm, mbal, bal, val>>

(* What the leader proposes after these replies: the value that was accepted *)
(* last, if there is one.                                                    *)
Proposal(replies) ==
  LET latest == CHOOSE m \in replies : \A n \in replies : m.bal >= n.bal
  IN  IF latest.bal = -1 THEN "aborted" ELSE latest.val

(* Broken: a leader that does not listen. *)
DeafProposal(replies) == "aborted"

Phase2a(b, r, majority) ==
  /\ ~\E m \in msgs : m.kind = "2a" /\ m.ins = r /\ m.bal = b
  /\ LET replies ==
           {m \in msgs : /\ m.kind = "1b"
                         /\ m.ins = r
                         /\ m.mbal = b
                         /\ m.acc \in majority}
     IN  /\ {m.acc : m \in replies} = majority
         /\ Send(Phase2aMsg(r, b, Proposal(replies)))
  /\ UNCHANGED <<rm, mbal, bal, val>>

(* Every proof that the instance of r has chosen v is a step of its own: a *)
(* ballot, and a majority that accepted it.                                *)
Chosen(r, v) ==
  \E b \in Ballots, majority \in Majorities :
    \A a \in majority : Phase2bMsg(r, b, v, a) \in msgs

DecideCommit ==
  /\ \A r \in RM : Chosen(r, "prepared")
  /\ Send(Outcome("commit"))
  /\ UNCHANGED <<rm, mbal, bal, val>>

DecideAbort(r) ==
  /\ Chosen(r, "aborted")
  /\ Send(Outcome("abort"))
  /\ UNCHANGED <<rm, mbal, bal, val>>

(* Acceptors. *)

Phase1b(a, m) ==
  /\ m.kind = "1a"
  /\ mbal[m.ins][a] < m.bal
  /\ mbal' = [mbal EXCEPT ![m.ins][a] = m.bal]
  /\ Send(Phase1bMsg(m.ins, m.bal, bal[m.ins][a], val[m.ins][a], a))
  /\ UNCHANGED <<rm, bal, val>>

Phase2b(a, m) ==
  /\ m.kind = "2a"
  /\ mbal[m.ins][a] <= m.bal
  /\ mbal' = [mbal EXCEPT ![m.ins][a] = m.bal]
  /\ bal' = [bal EXCEPT ![m.ins][a] = m.bal]
  /\ val' = [val EXCEPT ![m.ins][a] = m.val]
  /\ Send(Phase2bMsg(m.ins, m.bal, m.val, a))
  /\ UNCHANGED rm

Next ==
  \/ \E r \in RM : RmPrepare(r)
  \/ \E r \in RM : RmChooseToAbort(r)
  \/ \E r \in RM : RmReceiveCommit(r)
  \/ \E r \in RM : RmReceiveAbort(r)
  \/ \E b \in LaterBallots : \E r \in RM : Phase1a(b, r)
  \/ \E b \in LaterBallots, r \in RM, majority \in Majorities :
       Phase2a(b, r, majority)
  \/ DecideCommit
  \/ \E r \in RM : DecideAbort(r)
  \/ \E a \in Acceptor : \E m \in msgs : Phase1b(a, m)
  \/ \E a \in Acceptor : \E m \in msgs : Phase2b(a, m)

Spec == Init /\ [][Next]_vars

Consistent ==
  \A r, s \in RM : ~(rm[r] = "committed" /\ rm[s] = "aborted")

OneOutcome == ~(Outcome("commit") \in msgs /\ Outcome("abort") \in msgs)
=============================================================================
