---------------------------- MODULE lamport_mutex --------------------------
(* Lamport's mutual exclusion with logical clocks: requests carry a time,    *)
(* and who has everyone's acknowledgement and the oldest request enters.     *)
(* Twin of lamport_mutex.py; for NoTieBreak the cfg replaces Beats.          *)
EXTENDS Naturals, Sequences

CONSTANTS
  N,
  MAX_CLOCK  \* states beyond it are checked, but not explored further

VARIABLES
  clock,
  req,      \* req[p][q]: time of q's request as p knows it, 0 for none
  ack,      \* ack[p]: who acknowledged p's request
  network,  \* network[p][q]: the channel from p to q
  crit

vars == <<clock, req, ack, network, crit>>

Processes == 1..N

Max(m, n) == IF m > n THEN m ELSE n

Request(time) == [kind |-> "req", clock |-> time]
ACK == [kind |-> "ack", clock |-> 0]
RELEASE == [kind |-> "rel", clock |-> 0]

Init ==
  /\ clock = [p \in Processes |-> 1]
  /\ req = [p \in Processes |-> [q \in Processes |-> 0]]
  /\ ack = [p \in Processes |-> {}]
  /\ network = [p \in Processes |-> [q \in Processes |-> <<>>]]
  /\ crit = {}

(* The network after p sent m to everybody else. *)
Broadcast(p, m) ==
  [network EXCEPT ![p] =
     [q \in Processes |-> IF q = p THEN @[q] ELSE Append(@[q], m)]]

(* As far as p knows, its request comes before q's; equal times are ordered *)
(* by process.                                                              *)
Beats(p, q) ==
  \/ req[p][q] = 0
  \/ req[p][p] < req[p][q]
  \/ req[p][p] = req[p][q] /\ p < q

(* Broken: at equal times each of the two believes that it came first. *)
BeatsOrTies(p, q) == req[p][q] = 0 \/ req[p][p] <= req[p][q]

Ask(p) ==
  /\ req[p][p] = 0
  /\ req' = [req EXCEPT ![p][p] = clock[p]]
  /\ network' = Broadcast(p, Request(clock[p]))
  /\ ack' = [ack EXCEPT ![p] = {p}]
  /\ UNCHANGED <<clock, crit>>

Enter(p) ==
  /\ ack[p] = Processes
  /\ \A q \in Processes \ {p} : Beats(p, q)
  /\ crit' = crit \cup {p}
  /\ UNCHANGED <<clock, req, ack, network>>

Leave(p) ==
  /\ p \in crit
  /\ crit' = crit \ {p}
  /\ network' = Broadcast(p, RELEASE)
  /\ req' = [req EXCEPT ![p][p] = 0]
  /\ ack' = [ack EXCEPT ![p] = {}]
  /\ UNCHANGED clock

(* The next message in the channel from q to p is of this kind. *)
Arrives(p, q, kind) ==
  /\ network[q][p] # <<>>
  /\ Head(network[q][p]).kind = kind

ReceiveRequest(p, q) ==
  /\ Arrives(p, q, "req")
  /\ LET sent == Head(network[q][p]).clock
     IN  /\ req' = [req EXCEPT ![p][q] = sent]
         /\ clock' = [clock EXCEPT ![p] = Max(sent, @) + 1]
  /\ network' = [network EXCEPT ![q][p] = Tail(@), ![p][q] = Append(@, ACK)]
  /\ UNCHANGED <<ack, crit>>

ReceiveAck(p, q) ==
  /\ Arrives(p, q, "ack")
  /\ ack' = [ack EXCEPT ![p] = @ \cup {q}]
  /\ network' = [network EXCEPT ![q][p] = Tail(@)]
  /\ UNCHANGED <<clock, req, crit>>

ReceiveRelease(p, q) ==
  /\ Arrives(p, q, "rel")
  /\ req' = [req EXCEPT ![p][q] = 0]
  /\ network' = [network EXCEPT ![q][p] = Tail(@)]
  /\ UNCHANGED <<clock, ack, crit>>

Next ==
  \/ \E p \in Processes : Ask(p)
  \/ \E p \in Processes : Enter(p)
  \/ \E p \in Processes : Leave(p)
  \/ \E p \in Processes : \E q \in Processes : ReceiveRequest(p, q)
  \/ \E p \in Processes : \E q \in Processes : ReceiveAck(p, q)
  \/ \E p \in Processes : \E q \in Processes : ReceiveRelease(p, q)

Spec == Init /\ [][Next]_vars

ClocksAreBounded == \A p \in Processes : clock[p] <= MAX_CLOCK

MutualExclusion == \A p, q \in crit : p = q

NetworkIsBounded == \A p, q \in Processes : Len(network[p][q]) <= 3
=============================================================================
