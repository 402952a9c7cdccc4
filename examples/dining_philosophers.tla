------------------------ MODULE dining_philosophers ------------------------
(* Dining philosophers: each takes the fork to one side, then the other,     *)
(* eats, and puts both back. Twin of dining_philosophers.py. The cfg chooses *)
(* the order of the forks: LeftFirst deadlocks, LowerFirst does not.         *)
EXTENDS Naturals

CONSTANTS N, None

VARIABLES holder, eating

vars == <<holder, eating>>

Seats == 0..(N - 1)

LeftFirst(p) == <<p, (p + 1) % N>>

LowerFirst(p) ==
  LET left == p
      right == (p + 1) % N
  IN  IF left < right THEN <<left, right>> ELSE <<right, left>>

(* The forks of philosopher p, in the order in which they are taken. *)
Forks(p) == LeftFirst(p)

Init ==
  /\ holder = [f \in Seats |-> None]
  /\ eating = [p \in Seats |-> FALSE]

TakeFirst(p) ==
  /\ holder[Forks(p)[1]] = None
  /\ holder' = [holder EXCEPT ![Forks(p)[1]] = p]
  /\ UNCHANGED eating

TakeSecond(p) ==
  /\ holder[Forks(p)[1]] = p
  /\ holder[Forks(p)[2]] = None
  /\ holder' = [holder EXCEPT ![Forks(p)[2]] = p]
  /\ eating' = [eating EXCEPT ![p] = TRUE]

PutBack(p) ==
  /\ eating[p]
  /\ holder' = [holder EXCEPT ![Forks(p)[1]] = None, ![Forks(p)[2]] = None]
  /\ eating' = [eating EXCEPT ![p] = FALSE]

Next ==
  \/ \E p \in Seats : TakeFirst(p)
  \/ \E p \in Seats : TakeSecond(p)
  \/ \E p \in Seats : PutBack(p)

Spec == Init /\ [][Next]_vars

(* The ladder of fairness: who may take a fork takes it, if he may for long *)
(* enough, or if he may again and again.                                    *)
WeakSpec ==
  /\ Spec
  /\ \A p \in Seats :
       WF_vars(TakeFirst(p)) /\ WF_vars(TakeSecond(p)) /\ WF_vars(PutBack(p))

StrongSpec ==
  /\ Spec
  /\ \A p \in Seats :
       SF_vars(TakeFirst(p)) /\ SF_vars(TakeSecond(p)) /\ WF_vars(PutBack(p))

NeighboursDoNotEatTogether ==
  ~\E p \in Seats : eating[p] /\ eating[(p + 1) % N]

WhoEatsHoldsBothForks ==
  \A p \in Seats : eating[p] => \A i \in 1..2 : holder[Forks(p)[i]] = p

EverybodyEats == \A p \in Seats : []<>eating[p]
=============================================================================
