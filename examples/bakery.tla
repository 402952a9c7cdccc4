------------------------------- MODULE bakery ------------------------------
(* Lamport's bakery: whoever wants in takes a number larger than all that he *)
(* sees, and the lowest number is served first. Numbers are read one by one. *)
(* Twin of bakery.py; for NoDoor the cfg replaces IsClosed.                  *)
EXTENDS FiniteSets, Naturals

CONSTANTS N, MAX_NUMBER

VARIABLES
  pc,
  choosing,
  number,   \* 0 for none
  highest,  \* number seen so far while taking one
  doors,    \* who may still be taking a number
  ahead     \* whose numbers are still to be looked at

vars == <<pc, choosing, number, highest, doors, ahead>>

Processes == 1..N

Others(p) == Processes \ {p}

Max(m, n) == IF m > n THEN m ELSE n

Init ==
  /\ pc = [p \in Processes |-> "outside"]
  /\ choosing = [p \in Processes |-> FALSE]
  /\ number = [p \in Processes |-> 0]
  /\ highest = [p \in Processes |-> 0]
  /\ doors = [p \in Processes |-> {}]
  /\ ahead = [p \in Processes |-> {}]

Step(p, before, after) ==
  /\ pc[p] = before
  /\ pc' = [pc EXCEPT ![p] = after]

Arrive(p) ==
  /\ Step(p, "outside", "taking")
  /\ choosing' = [choosing EXCEPT ![p] = TRUE]
  /\ ahead' = [ahead EXCEPT ![p] = Others(p)]
  /\ UNCHANGED <<number, highest, doors>>

ReadNumber(p, q) ==
  /\ pc[p] = "taking"
  /\ q \in ahead[p]
  /\ ahead' = [ahead EXCEPT ![p] = @ \ {q}]
  /\ highest' = [highest EXCEPT ![p] = Max(@, number[q])]
  /\ UNCHANGED <<pc, choosing, number, doors>>

TakeNumber(p) ==
  /\ Step(p, "taking", "took")
  /\ ahead[p] = {}
  /\ number' = [number EXCEPT ![p] = highest[p] + 1]
  /\ highest' = [highest EXCEPT ![p] = 0]
  /\ UNCHANGED <<choosing, doors, ahead>>

BeginToWait(p) ==
  /\ Step(p, "took", "waiting")
  /\ choosing' = [choosing EXCEPT ![p] = FALSE]
  /\ doors' = [doors EXCEPT ![p] = Others(p)]
  /\ ahead' = [ahead EXCEPT ![p] = Others(p)]
  /\ UNCHANGED <<number, highest>>

IsClosed(q) == ~choosing[q]

(* Broken: somebody who is about to take the same number goes unnoticed. *)
IsNoDoor(q) == TRUE

SeeDoorClosed(p, q) ==
  /\ q \in doors[p]
  /\ IsClosed(q)
  /\ doors' = [doors EXCEPT ![p] = @ \ {q}]
  /\ UNCHANGED <<pc, choosing, number, highest, ahead>>

(* With equal numbers the lower name goes first. *)
GoesFirst(p, q) ==
  IF number[p] = number[q] THEN p < q ELSE number[p] < number[q]

Overtake(p, q) ==
  /\ pc[p] = "waiting"
  /\ q \in ahead[p] \ doors[p]
  /\ number[q] # 0 => GoesFirst(p, q)
  /\ ahead' = [ahead EXCEPT ![p] = @ \ {q}]
  /\ UNCHANGED <<pc, choosing, number, highest, doors>>

Enter(p) ==
  /\ Step(p, "waiting", "inside")
  /\ ahead[p] = {}
  /\ UNCHANGED <<choosing, number, highest, doors, ahead>>

Leave(p) ==
  /\ Step(p, "inside", "outside")
  /\ number' = [number EXCEPT ![p] = 0]
  /\ UNCHANGED <<choosing, highest, doors, ahead>>

Next ==
  \/ \E p \in Processes : Arrive(p)
  \/ \E p \in Processes : \E q \in Processes : ReadNumber(p, q)
  \/ \E p \in Processes : TakeNumber(p)
  \/ \E p \in Processes : BeginToWait(p)
  \/ \E p \in Processes : \E q \in Processes : SeeDoorClosed(p, q)
  \/ \E p \in Processes : \E q \in Processes : Overtake(p, q)
  \/ \E p \in Processes : Enter(p)
  \/ \E p \in Processes : Leave(p)

Spec == Init /\ [][Next]_vars

NumbersAreBounded == \A p \in Processes : number[p] <= MAX_NUMBER

MutualExclusion == Cardinality({p \in Processes : pc[p] = "inside"}) <= 1
=============================================================================
