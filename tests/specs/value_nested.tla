---- MODULE value_nested ----
(* A function whose domain grows, sets of records of different shapes, and   *)
(* nested updates.                                                           *)
EXTENDS Naturals, Sequences, TLC
CONSTANT none
VARIABLES log, msgs
Init == log = <<>> /\ msgs = {}
Write(k) == /\ k \notin DOMAIN log
            /\ log' = log @@ (k :> [by |-> none, at |-> Len(SelectSeq(<<1, 2>>, LAMBDA n : n = k))])
            /\ msgs' = msgs \cup {[kind |-> "w", key |-> k]}
Own(k) == /\ k \in DOMAIN log
          /\ log[k].by = none
          /\ log' = [log EXCEPT ![k].by = "me"]
          /\ msgs' = msgs \cup {[kind |-> "o"]}
Drop(k) == /\ k \in DOMAIN log
           /\ log' = [j \in DOMAIN log \ {k} |-> log[j]]
           /\ UNCHANGED msgs
Next == \E k \in 2..3 : Write(k) \/ Own(k) \/ Drop(k)
Kinds == \A m \in {n \in msgs : "kind" \in DOMAIN n} : m.kind = "o" \/ m.key > 1
====
