-------------------------------- MODULE lease ------------------------------
(* A lease under clock skew: who believes to hold it, by its own clock, must *)
(* be alone. Twin of lease.py; SkewBeyondMargin is the same on worse clocks. *)
EXTENDS FiniteSets, Naturals

CONSTANTS
  Node,
  LENGTH,
  MARGIN,
  SKEW,
  END  \* the exploration stops when the server's clock shows this

VARIABLES
  server,  \* its clock
  clock,   \* those of the nodes
  until    \* end of the lease granted to a node, by the server's clock

vars == <<server, clock, until>>

Init ==
  /\ server = 0
  /\ clock = [n \in Node |-> 0]
  /\ until = [n \in Node |-> 0]

(* No two clocks are further apart than SKEW. *)
Together(s, c) ==
  LET clocks == {s} \cup {c[n] : n \in Node}
  IN  \A x, y \in clocks : x <= y + SKEW

TickServer ==
  /\ Together(server + 1, clock)
  /\ server' = server + 1
  /\ UNCHANGED <<clock, until>>

Tick(n) ==
  /\ clock' = [clock EXCEPT ![n] = @ + 1]
  /\ Together(server, clock')
  /\ UNCHANGED <<server, until>>

Grant(n) ==
  /\ \A m \in Node : until[m] <= server
  /\ until' = [until EXCEPT ![n] = server + LENGTH]
  /\ UNCHANGED <<server, clock>>

Next ==
  \/ TickServer
  \/ \E n \in Node : Tick(n)
  \/ \E n \in Node : Grant(n)

Spec == Init /\ [][Next]_vars

(* Whether n acts as the holder. *)
Believes(n) == clock[n] + MARGIN < until[n]

UntilTheEnd == server <= END

OneHolder == Cardinality({n \in Node : Believes(n)}) <= 1
=============================================================================
