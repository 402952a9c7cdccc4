--------------------------- MODULE bounded_queue_if ------------------------
(* Broken: a notified thread trusts that what it waited for is still there.  *)
(* Twin of IfInsteadOfWhile in bounded_queue.py.                             *)
EXTENDS Naturals, Sequences, TLC

CONSTANTS Producer, Consumer, CAPACITY

VARIABLES queue, waiting, woken

vars == <<queue, waiting, woken>>

Init ==
  /\ queue = <<>>
  /\ waiting = {}
  /\ woken = {}

(* A thread that goes on wakes everybody, and has used up its own waking. *)
GoOn(thread) ==
  /\ woken' = (woken \ {thread}) \cup waiting
  /\ waiting' = {}

Wait(thread) == waiting' = waiting \cup {thread} /\ UNCHANGED <<queue, woken>>

Put(p) ==
  /\ p \notin waiting
  /\ IF p \in woken \/ Len(queue) < CAPACITY
       THEN queue' = Append(queue, p) /\ GoOn(p)
       ELSE Wait(p)

Get(c) ==
  /\ c \notin waiting
  /\ IF c \in woken \/ queue # <<>>
       THEN /\ Assert(queue # <<>>, "a consumer went on without an item")
            /\ queue' = Tail(queue)
            /\ GoOn(c)
       ELSE Wait(c)

Next ==
  \/ \E p \in Producer : Put(p)
  \/ \E c \in Consumer : Get(c)

Spec == Init /\ [][Next]_vars

WithinCapacity == Len(queue) <= CAPACITY
=============================================================================
