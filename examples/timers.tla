------------------------------- MODULE timers ------------------------------
(* Timers that fire late: a timer that expires puts a message into its       *)
(* owner's inbox, and each arming has a number. Twin of Timers in timers.py; *)
(* for NoNumbers the cfg replaces Believes. Worker is worker.tla.            *)
EXTENDS Naturals, Sequences

CONSTANTS
  Owner,
  ARMINGS  \* how often each owner arms its timer

VARIABLES
  timer,    \* as the owner sees it
  number,   \* of the last arming
  running,  \* in the timer service
  inbox

vars == <<timer, number, running, inbox>>

Init ==
  /\ timer = [o \in Owner |-> "off"]
  /\ number = [o \in Owner |-> 0]
  /\ running = [o \in Owner |-> FALSE]
  /\ inbox = [o \in Owner |-> <<>>]

Arm(o) ==
  /\ timer[o] # "armed"
  /\ number[o] < ARMINGS
  /\ timer' = [timer EXCEPT ![o] = "armed"]
  /\ number' = [number EXCEPT ![o] = @ + 1]
  /\ running' = [running EXCEPT ![o] = TRUE]
  /\ UNCHANGED inbox

(* The service stops the timer and says so; it cannot take back a message. *)
Cancel(o) ==
  /\ timer[o] = "armed"
  /\ timer' = [timer EXCEPT ![o] = "cancelled"]
  /\ running' = [running EXCEPT ![o] = FALSE]
  /\ UNCHANGED <<number, inbox>>

(* Early or late: clocks drift, so the model does not say when. *)
Expire(o) ==
  /\ running[o]
  /\ running' = [running EXCEPT ![o] = FALSE]
  /\ inbox' = [inbox EXCEPT ![o] = Append(@, number[o])]
  /\ UNCHANGED <<timer, number>>

Believes(o, n) == timer[o] = "armed" /\ n = number[o]

(* Broken: a message says that the timer fired, so it fired. *)
BelievesAll(o, n) == TRUE

Receive(o) ==
  /\ inbox[o] # <<>>
  /\ timer' = IF Believes(o, Head(inbox[o]))
                THEN [timer EXCEPT ![o] = "fired"]
                ELSE timer
  /\ inbox' = [inbox EXCEPT ![o] = Tail(@)]
  /\ UNCHANGED <<number, running>>

Next ==
  \/ \E o \in Owner : Arm(o)
  \/ \E o \in Owner : Cancel(o)
  \/ \E o \in Owner : Expire(o)
  \/ \E o \in Owner : Receive(o)

Spec == Init /\ [][Next]_vars

FairSpec == Spec /\ \A o \in Owner : WF_vars(Expire(o)) /\ WF_vars(Receive(o))

AllQuiet == \A o \in Owner : ~running[o] /\ inbox[o] = <<>>

NoDeadlock == AllQuiet \/ ENABLED Next

CancelledTimersDoNotFire ==
  [][~\E o \in Owner : timer[o] = "cancelled" /\ timer'[o] = "fired"]_vars

RunningMeansArmed == \A o \in Owner : running[o] => timer[o] = "armed"

ArmedMeansFiredOrCancelled ==
  \A o \in Owner : timer[o] = "armed" ~> timer[o] \in {"fired", "cancelled"}
=============================================================================
