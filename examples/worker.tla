------------------------------- MODULE worker ------------------------------
(* A worker that sleeps when no work is ready, and is woken by whoever       *)
(* submits. Twin of Worker in timers.py; for LostWakeUp the cfg replaces     *)
(* KeepWakeUp.                                                               *)
EXTENDS Naturals

CONSTANT MAX_READY

VARIABLES
  ready,   \* pieces of work waiting
  worker,
  permit   \* a wake-up that came while the worker was awake

vars == <<ready, worker, permit>>

Init ==
  /\ ready = 0
  /\ worker = "looking"
  /\ permit = FALSE

KeepWakeUp == permit' = TRUE

(* Broken: waking somebody who is not asleep does nothing. *)
ForgetWakeUp == UNCHANGED permit

Submit ==
  /\ ready < MAX_READY
  /\ ready' = ready + 1
  /\ IF worker = "asleep"
       THEN worker' = "looking" /\ UNCHANGED permit
       ELSE UNCHANGED worker /\ KeepWakeUp

Look ==
  /\ worker = "looking"
  /\ worker' = IF ready > 0 THEN "working" ELSE "falling asleep"
  /\ UNCHANGED <<ready, permit>>

Work ==
  /\ worker = "working"
  /\ ready' = ready - 1
  /\ worker' = "looking"
  /\ UNCHANGED permit

(* A permit is used up instead of sleeping. *)
Sleep ==
  /\ worker = "falling asleep"
  /\ worker' = IF permit THEN "looking" ELSE "asleep"
  /\ permit' = FALSE
  /\ UNCHANGED ready

Next ==
  \/ Submit
  \/ Look
  \/ Work
  \/ Sleep

Spec == Init /\ [][Next]_vars

FairSpec == Spec /\ WF_vars(Look) /\ WF_vars(Work) /\ WF_vars(Sleep)

SleepsOnlyWithoutWork == worker # "asleep" \/ ready = 0

ReadyMeansHandled == ready > 0 ~> worker = "working"
=============================================================================
