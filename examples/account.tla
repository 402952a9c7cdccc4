------------------------------ MODULE account ------------------------------
(* One bank account, several clients that withdraw at the same time. Twin of *)
(* Account in account.py: the balance is tested and changed in one step.     *)
EXTENDS Integers

CONSTANTS Client, START

VARIABLES balance, paid

vars == <<balance, paid>>

Amount == 1..3

Init == balance = START /\ paid = 0

Withdraw(c, amount) ==
  /\ amount <= balance
  /\ balance' = balance - amount
  /\ paid' = paid + amount

Next == \E c \in Client : \E amount \in Amount : Withdraw(c, amount)

Spec == Init /\ [][Next]_vars

(* The only state in which nothing can happen, and nothing should. *)
Empty == balance = 0

NoDeadlock == Empty \/ ENABLED Next

NotOverdrawn == balance >= 0

NothingFromNothing == balance + paid = START
=============================================================================
