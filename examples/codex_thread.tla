---------------------------- MODULE codex_thread ---------------------------
(* One thread of a coding agent: a long-lived session takes operations from  *)
(* a queue and emits events; the public status is a projection of the events *)
(* and lags behind. Twin of CodexThread in codex_thread.py. In the variant   *)
(* OldOrder the thread is removed as soon as it was told to stop: the cfg    *)
(* replaces WaitForTheEnd by DoNotWait.                                      *)
EXTENDS Naturals, Sequences

CONSTANTS
  OPERATIONS,  \* that a client may have in the queue
  EVENTS,      \* that may be under way
  None

VARIABLES
  (* The manager. *)
  registered, slots, closing, status, last,
  (* The session. *)
  session, turn, operations, events,
  (* Somebody who waits for the thread, and what it was told. *)
  waiter, answer

vars ==
  <<registered, slots, closing, status, last, session, turn, operations,
    events, waiter, answer>>

manager == <<registered, slots, closing, status, last>>
client == <<waiter, answer>>

Ends == {"TurnComplete", "Error", "ReviewEnded"}

Final == {"Completed", "Errored", "Shutdown", "NotFound"}

Projection(event) ==
  CASE event = "TurnStarted" -> "Running"
    [] event = "TurnComplete" -> "Completed"
    [] event = "Interrupted" -> "Interrupted"
    [] event \in {"Error", "Replaced", "ReviewEnded"} -> "Errored"
    [] event = "ShutdownComplete" -> "Shutdown"

Init ==
  /\ registered = FALSE
  /\ slots = 0
  /\ closing = FALSE
  /\ status = "PendingInit"
  /\ last = None
  /\ session = "none"
  /\ turn = FALSE
  /\ operations = <<>>
  /\ events = <<>>
  /\ waiter = "idle"
  /\ answer = None

(* What a look-up gives. *)
Visible == IF registered THEN status ELSE "NotFound"

(* The channel is bounded: a session that cannot send does not go on. *)
Emit(list) ==
  /\ Len(events) + Len(list) <= EVENTS
  /\ events' = events \o list

(* The session takes the next operation, if it is this one. *)
Take(operation) ==
  /\ session = "running"
  /\ operations # <<>>
  /\ Head(operations) = operation
  /\ operations' = Tail(operations)

(* A turn that is active is interrupted. *)
EndTurnEarly ==
  /\ IF turn THEN Emit(<<"Interrupted">>) ELSE UNCHANGED events
  /\ turn' = FALSE

(* The client. *)

StartSession ==
  /\ ~registered
  /\ session \in {"none", "ended"}
  /\ registered' = TRUE
  /\ slots' = slots + 1
  /\ status' = "PendingInit"
  /\ last' = None
  /\ session' = "running"
  /\ UNCHANGED <<closing, turn, operations, events, client>>

Send(operation) ==
  /\ registered
  /\ ~closing
  /\ Len(operations) < OPERATIONS
  /\ operations' = Append(operations, operation)
  /\ UNCHANGED <<manager, session, turn, events, client>>

BeginWait ==
  /\ waiter # "waiting"
  /\ waiter' = "waiting"
  /\ answer' = None
  /\ UNCHANGED <<manager, session, turn, operations, events>>

EndWait ==
  /\ waiter = "waiting"
  /\ Visible \in Final
  /\ waiter' = "answered"
  /\ answer' = Visible
  /\ UNCHANGED <<manager, session, turn, operations, events>>

WaitTimesOut ==
  /\ waiter = "waiting"
  /\ waiter' = "timed out"
  /\ UNCHANGED <<manager, session, turn, operations, events, answer>>

(* The session. *)

StartTurn ==
  /\ Take("input")
  /\ Emit(IF turn THEN <<"Replaced", "TurnStarted">> ELSE <<"TurnStarted">>)
  /\ turn' = TRUE
  /\ UNCHANGED <<manager, session, client>>

EndTurn(event) ==
  /\ session = "running"
  /\ turn
  /\ Emit(<<event>>)
  /\ turn' = FALSE
  /\ UNCHANGED <<manager, session, operations, client>>

Interrupt ==
  /\ Take("interrupt")
  /\ EndTurnEarly
  /\ UNCHANGED <<manager, session, client>>

BeginToStop ==
  /\ Take("shutdown")
  /\ EndTurnEarly
  /\ session' = "stopping"
  /\ UNCHANGED <<manager, client>>

Stop ==
  /\ session = "stopping"
  /\ Emit(<<"ShutdownComplete">>)
  /\ session' = "ended"
  /\ UNCHANGED <<manager, turn, operations, client>>

(* The session ends without a word; what was emitted before is still under *)
(* way.                                                                    *)
Die ==
  /\ session \in {"running", "stopping"}
  /\ session' = "ended"
  /\ turn' = FALSE
  /\ operations' = <<>>
  /\ UNCHANGED <<manager, events, client>>

(* The manager. *)

Project ==
  /\ registered
  /\ events # <<>>
  /\ status' = Projection(Head(events))
  /\ last' = Head(events)
  /\ events' = Tail(events)
  /\ UNCHANGED <<registered, slots, closing, session, turn, operations, client>>

BeginShutdown ==
  /\ registered
  /\ ~closing
  /\ closing' = TRUE
  /\ operations' =
       IF session = "running" THEN Append(operations, "shutdown") ELSE operations
  /\ UNCHANGED <<registered, slots, status, last, session, turn, events, client>>

(* The thread stays until the session has ended and everything it said was *)
(* heard.                                                                  *)
WaitForTheEnd == session = "ended" /\ events = <<>>

DoNotWait == TRUE

Remove ==
  /\ registered
  /\ closing
  /\ WaitForTheEnd
  /\ registered' = FALSE
  /\ closing' = FALSE
  /\ slots' = slots - 1
  /\ UNCHANGED <<status, last, session, turn, operations, events, client>>

Next ==
  \/ StartSession
  \/ \E operation \in {"input", "interrupt"} : Send(operation)
  \/ BeginWait
  \/ EndWait
  \/ WaitTimesOut
  \/ StartTurn
  \/ \E event \in Ends : EndTurn(event)
  \/ Interrupt
  \/ BeginToStop
  \/ Stop
  \/ Die
  \/ Project
  \/ BeginShutdown
  \/ Remove

Spec == Init /\ [][Next]_vars

(* The session and the manager go on working; a client need not do anything. *)
(* Time-outs are no promise: a caller gets an answer or waits on.            *)
Fairness ==
  /\ WF_vars(EndWait)
  /\ WF_vars(StartTurn)
  /\ \A event \in Ends : WF_vars(EndTurn(event))
  /\ WF_vars(Interrupt)
  /\ WF_vars(BeginToStop)
  /\ WF_vars(Stop)
  /\ WF_vars(Project)
  /\ WF_vars(Remove)

FairSpec == Spec /\ Fairness

(* And whoever waits gives up in the end. *)
PatientSpec == FairSpec /\ WF_vars(WaitTimesOut)

(* An event under way has somebody who will project it. *)
NoEventIsLost == registered \/ events = <<>>

SlotsMatchThreads == slots = IF registered THEN 1 ELSE 0

RunningMeansStarted == (status = "Running") <=> (last = "TurnStarted")

AnswersAreFinal == answer = None \/ answer \in Final

ShutdownLastsUntilResumed ==
  [][ \/ status # "Shutdown"
      \/ status' = "Shutdown"
      \/ registered' /\ ~registered ]_vars

Queued(operation) == \E i \in 1..Len(operations) : operations[i] = operation

Gone == Visible \in {"Shutdown", "NotFound"}

ShutdownHappens == Queued("shutdown") ~> Gone

(* Does not hold: a session that dies leaves a thread that says nothing. *)
InputIsHandled == (registered /\ Queued("input")) ~> (Visible = "Running" \/ Gone)

(* Does not hold: a new input may replace the turn again and again. *)
TurnEnds == turn ~> ~turn

(* Holds for PatientSpec. *)
WaitEnds == waiter = "waiting" ~> waiter # "waiting"
=============================================================================
