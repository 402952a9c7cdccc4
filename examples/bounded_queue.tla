---------------------------- MODULE bounded_queue --------------------------
(* A bounded queue between producers and consumers: one mutex, one condition *)
(* variable. Twin of BoundedQueue in bounded_queue.py. For NotifyOne the cfg *)
(* replaces Notify; IfInsteadOfWhile is bounded_queue_if.tla.                *)
EXTENDS Naturals, Sequences

CONSTANTS Producer, Consumer, CAPACITY

VARIABLES
  queue,    \* an item is known by who made it
  waiting

vars == <<queue, waiting>>

Init ==
  /\ queue = <<>>
  /\ waiting = {}

Notify == waiting' = {}

(* Broken: the one thread notified may be of the wrong kind. *)
NotifyOne ==
  IF waiting = {}
    THEN UNCHANGED waiting
    ELSE \E thread \in waiting : waiting' = waiting \ {thread}

Wait(thread) == waiting' = waiting \cup {thread} /\ UNCHANGED queue

Put(p) ==
  /\ p \notin waiting
  /\ IF Len(queue) < CAPACITY
       THEN queue' = Append(queue, p) /\ Notify
       ELSE Wait(p)

Get(c) ==
  /\ c \notin waiting
  /\ IF queue # <<>>
       THEN queue' = Tail(queue) /\ Notify
       ELSE Wait(c)

Next ==
  \/ \E p \in Producer : Put(p)
  \/ \E c \in Consumer : Get(c)

Spec == Init /\ [][Next]_vars

FairSpec ==
  /\ Spec
  /\ \A p \in Producer : WF_vars(Put(p))
  /\ \A c \in Consumer : WF_vars(Get(c))

WithinCapacity == Len(queue) <= CAPACITY

AlwaysEventuallyDrained == []<>(queue = <<>>)
=============================================================================
