------------------------------- MODULE ewd998 ------------------------------
(* EWD998: Safra's detection of termination on a ring, with messages that    *)
(* are under way. Twin of ewd998.py; for NoBlackening the cfg replaces       *)
(* Blacken.                                                                  *)
EXTENDS Integers

CONSTANTS
  N,
  MESSAGES  \* bound of a node's count, and of messages to one node

VARIABLES
  active,
  colour,
  count,    \* messages sent less messages received
  pending,  \* messages on their way to a node
  token     \* where it is, the sum of the counts so far, its colour

vars == <<active, colour, count, pending, token>>

Nodes == 0..(N - 1)

Init ==
  /\ active \in [Nodes -> BOOLEAN]
  /\ colour \in [Nodes -> {"white", "black"}]
  /\ count = [i \in Nodes |-> 0]
  /\ pending = [i \in Nodes |-> 0]
  /\ token = [at |-> 0, q |-> 0, colour |-> "black"]

(* What node 0 concludes from the token. *)
ProbeSucceeded ==
  /\ token.at = 0
  /\ token.colour = "white"
  /\ colour[0] = "white"
  /\ count[0] + token.q = 0

InitiateProbe ==
  /\ token.at = 0
  /\ ~ProbeSucceeded
  /\ token' = [at |-> N - 1, q |-> 0, colour |-> "white"]
  /\ colour' = [colour EXCEPT ![0] = "white"]
  /\ UNCHANGED <<active, count, pending>>

PassToken(i) ==
  /\ token.at = i
  /\ ~active[i]
  /\ token' = [at |-> i - 1,
               q |-> token.q + count[i],
               colour |-> IF colour[i] = "black" THEN "black" ELSE token.colour]
  /\ colour' = [colour EXCEPT ![i] = "white"]
  /\ UNCHANGED <<active, count, pending>>

Send(i, j) ==
  /\ i # j
  /\ active[i]
  /\ count' = [count EXCEPT ![i] = @ + 1]
  /\ pending' = [pending EXCEPT ![j] = @ + 1]
  /\ UNCHANGED <<active, colour, token>>

Blacken(i) == colour' = [colour EXCEPT ![i] = "black"]

(* Broken: a message that went from behind the token to before it is counted *)
(* at neither end.                                                           *)
DoNotBlacken(i) == UNCHANGED colour

Receive(i) ==
  /\ pending[i] > 0
  /\ pending' = [pending EXCEPT ![i] = @ - 1]
  /\ count' = [count EXCEPT ![i] = @ - 1]
  /\ active' = [active EXCEPT ![i] = TRUE]
  /\ Blacken(i)
  /\ UNCHANGED token

Deactivate(i) ==
  /\ active[i]
  /\ active' = [active EXCEPT ![i] = FALSE]
  /\ UNCHANGED <<colour, count, pending, token>>

Next ==
  \/ InitiateProbe
  \/ \E i \in 1..(N - 1) : PassToken(i)
  \/ \E i \in Nodes : \E j \in Nodes : Send(i, j)
  \/ \E i \in Nodes : Receive(i)
  \/ \E i \in Nodes : Deactivate(i)

Spec == Init /\ [][Next]_vars

FairSpec ==
  /\ Spec
  /\ WF_vars(InitiateProbe)
  /\ \A i \in 1..(N - 1) : WF_vars(PassToken(i))

CountsAreBounded ==
  \A i \in Nodes : count[i] <= MESSAGES /\ pending[i] <= MESSAGES

Detected == ProbeSucceeded /\ ~active[0] /\ pending[0] = 0

Terminated == \A i \in Nodes : ~active[i] /\ pending[i] = 0

NoDeadlock == Detected \/ ENABLED Next

DetectionIsRight == Detected => Terminated

RECURSIVE Sum(_, _)
Sum(f, n) == IF n = 0 THEN 0 ELSE f[n - 1] + Sum(f, n - 1)

CountsTellWhatIsUnderWay == Sum(count, N) = Sum(pending, N)

TerminationIsDetected == Terminated ~> Detected
=============================================================================
