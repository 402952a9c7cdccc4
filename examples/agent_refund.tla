---------------------------- MODULE agent_refund ---------------------------
(* Agents that refund: several of them work on one request, through a        *)
(* payment service, while a person may change her mind. Twin of Naive in     *)
(* agent_refund.py. For WithKey and WithLock the cfg replaces Pay, and for   *)
(* WithLock also Record.                                                     *)
EXTENDS Naturals

CONSTANTS
  Agent,
  TRIES  \* calls that one agent may make

VARIABLES
  request,
  pc,
  tries,
  calls,     \* on their way to the service
  replies,   \* on their way back
  executed   \* how often the service paid

vars == <<request, pc, tries, calls, replies, executed>>

Init ==
  /\ request = "pending"
  /\ pc = [a \in Agent |-> "idle"]
  /\ tries = [a \in Agent |-> 0]
  /\ calls = [a \in Agent |-> 0]
  /\ replies = [a \in Agent |-> 0]
  /\ executed = 0

(* A person. *)

Approve ==
  /\ request = "pending"
  /\ request' = "approved"
  /\ UNCHANGED <<pc, tries, calls, replies, executed>>

Revoke ==
  /\ request \in {"pending", "approved"}
  /\ request' = "rejected"
  /\ UNCHANGED <<pc, tries, calls, replies, executed>>

(* An agent. *)

Check(a) ==
  /\ pc[a] = "idle"
  /\ request = "approved"
  /\ pc' = [pc EXCEPT ![a] = "checked"]
  /\ UNCHANGED <<request, tries, calls, replies, executed>>

Call(a) ==
  /\ pc[a] = "checked"
  /\ tries[a] < TRIES
  /\ pc' = [pc EXCEPT ![a] = "called"]
  /\ tries' = [tries EXCEPT ![a] = @ + 1]
  /\ calls' = [calls EXCEPT ![a] = @ + 1]
  /\ UNCHANGED <<request, replies, executed>>

(* No reply so far: call again. *)
TimeOut(a) ==
  /\ pc[a] = "called"
  /\ tries[a] < TRIES
  /\ pc' = [pc EXCEPT ![a] = "checked"]
  /\ UNCHANGED <<request, tries, calls, replies, executed>>

GetReply(a) ==
  /\ pc[a] = "called"
  /\ replies[a] > 0
  /\ replies' = [replies EXCEPT ![a] = @ - 1]
  /\ pc' = [pc EXCEPT ![a] = "done"]
  /\ UNCHANGED <<request, tries, calls, executed>>

Record == request' = "refunded"

(* With a lock the record is the service's, and the agent only reports. *)
RecordNothing == UNCHANGED request

MarkRefunded(a) ==
  /\ pc[a] = "done"
  /\ pc' = [pc EXCEPT ![a] = "idle"]
  /\ Record
  /\ UNCHANGED <<tries, calls, replies, executed>>

Crash(a) ==
  /\ pc[a] # "idle"
  /\ pc' = [pc EXCEPT ![a] = "idle"]
  /\ UNCHANGED <<request, tries, calls, replies, executed>>

(* The service and the network. *)

Pay == executed' = executed + 1 /\ UNCHANGED request

(* Every call carries the same idempotency key: it is executed once. *)
PayWithKey ==
  /\ executed' = IF executed = 0 THEN 1 ELSE executed
  /\ UNCHANGED request

(* Check, payment and record in one transaction. *)
PayWithLock ==
  IF request = "approved"
    THEN executed' = executed + 1 /\ request' = "refunded"
    ELSE UNCHANGED <<executed, request>>

Execute(a) ==
  /\ calls[a] > 0
  /\ calls' = [calls EXCEPT ![a] = @ - 1]
  /\ replies' = [replies EXCEPT ![a] = @ + 1]
  /\ Pay
  /\ UNCHANGED <<pc, tries>>

LoseReply(a) ==
  /\ replies[a] > 0
  /\ replies' = [replies EXCEPT ![a] = @ - 1]
  /\ UNCHANGED <<request, pc, tries, calls, executed>>

Next ==
  \/ Approve
  \/ Revoke
  \/ \E a \in Agent : Check(a)
  \/ \E a \in Agent : Call(a)
  \/ \E a \in Agent : TimeOut(a)
  \/ \E a \in Agent : GetReply(a)
  \/ \E a \in Agent : MarkRefunded(a)
  \/ \E a \in Agent : Crash(a)
  \/ \E a \in Agent : Execute(a)
  \/ \E a \in Agent : LoseReply(a)

Spec == Init /\ [][Next]_vars

Settled == request \in {"rejected", "refunded"}

NoDeadlock == Settled \/ ENABLED Next

PaidAtMostOnce == executed <= 1

RefundedMeansPaidOnce == request = "refunded" => executed = 1

PaidOnlyWhileApproved ==
  [][executed' = executed \/ request = "approved"]_vars
=============================================================================
