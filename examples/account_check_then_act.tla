----------------------- MODULE account_check_then_act ----------------------
(* Broken: the test and the withdrawal are two steps. Twin of CheckThenAct   *)
(* in account.py. approved[c] is what c was promised but not yet paid.       *)
EXTENDS Integers

CONSTANTS Client, START

VARIABLES balance, paid, approved

vars == <<balance, paid, approved>>

Amount == 1..3

Init ==
  /\ balance = START
  /\ paid = 0
  /\ approved = [c \in Client |-> 0]

Withdraw(c, amount) ==
  /\ approved[c] = 0
  /\ amount <= balance
  /\ approved' = [approved EXCEPT ![c] = amount]
  /\ UNCHANGED <<balance, paid>>

Pay(c) ==
  /\ approved[c] > 0
  /\ balance' = balance - approved[c]
  /\ paid' = paid + approved[c]
  /\ approved' = [approved EXCEPT ![c] = 0]

Next ==
  \/ \E c \in Client : \E amount \in Amount : Withdraw(c, amount)
  \/ \E c \in Client : Pay(c)

Spec == Init /\ [][Next]_vars

(* With nothing left, there is nothing to do. *)
NoDeadlock == balance = 0 \/ ENABLED Next

NotOverdrawn == balance >= 0

NothingFromNothing == balance + paid = START
=============================================================================
