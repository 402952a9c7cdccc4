------------------------ MODULE account_lost_update ------------------------
(* Broken: writes back a balance that was read before somebody else wrote.   *)
(* Twin of LostUpdate in account.py.                                         *)
EXTENDS Integers

CONSTANTS Client, START, None

VARIABLES balance, paid, seen

vars == <<balance, paid, seen>>

Amount == 1..3

Init ==
  /\ balance = START
  /\ paid = 0
  /\ seen = [c \in Client |-> None]

Read(c) ==
  /\ seen[c] = None
  /\ seen' = [seen EXCEPT ![c] = balance]
  /\ UNCHANGED <<balance, paid>>

Withdraw(c, amount) ==
  /\ seen[c] # None
  /\ amount <= seen[c]
  /\ balance' = seen[c] - amount
  /\ paid' = paid + amount
  /\ seen' = [seen EXCEPT ![c] = None]

Next ==
  \/ \E c \in Client : \E amount \in Amount : Withdraw(c, amount)
  \/ \E c \in Client : Read(c)

Spec == Init /\ [][Next]_vars

(* With nothing left, there is nothing to do. *)
NoDeadlock == balance = 0 \/ ENABLED Next

NotOverdrawn == balance >= 0

NothingFromNothing == balance + paid = START
=============================================================================
