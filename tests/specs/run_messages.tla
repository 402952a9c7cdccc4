---- MODULE run_messages ----
(* A set of messages of several kinds, asked in many ways. *)
EXTENDS Naturals, FiniteSets
CONSTANTS Acceptor, Ballots
VARIABLES msgs, promised
Init == msgs = {} /\ promised = [a \in Acceptor |-> 0]
Prepare(b) == msgs' = msgs \cup {[type |-> "1a", bal |-> b]} /\ UNCHANGED promised
Promise(a) == \E m \in msgs :
  /\ m.type = "1a" /\ m.bal > promised[a]
  /\ promised' = [promised EXCEPT ![a] = m.bal]
  /\ msgs' = msgs \cup {[type |-> "1b", bal |-> m.bal, acc |-> a, was |-> promised[a]]}
Accept(b) ==
  /\ ~\E m \in msgs : m.type = "2a" /\ m.bal = b
  /\ LET answers == {m \in msgs : m.type = "1b" /\ m.bal = b}
     IN  /\ 2 * Cardinality({m.acc : m \in answers}) > Cardinality(Acceptor)
         /\ \E m \in answers :
              /\ \A n \in answers : n.was <= m.was
              /\ msgs' = msgs \cup {[type |-> "2a", bal |-> b, from |-> m.acc]}
  /\ UNCHANGED promised
Next == (\E b \in Ballots : Prepare(b) \/ Accept(b)) \/ \E a \in Acceptor : Promise(a)
TypeOK == msgs \subseteq ([type : {"1a"}, bal : Ballots]
                          \cup [type : {"1b"}, bal : Ballots, acc : Acceptor, was : 0..9]
                          \cup [type : {"2a"}, bal : Ballots, from : Acceptor])
OnePerBallot == \A m, n \in msgs : m.type = "2a" /\ n.type = "2a" /\ m.bal = n.bal => m = n
Never == ~\E m \in msgs : m.type = "2a" /\ m.bal = 2
====
