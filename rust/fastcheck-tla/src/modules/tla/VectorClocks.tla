---- MODULE VectorClocks ----
EXTENDS Naturals, Sequences, Functions

LOCAL At(clock, node) == IF node \in DOMAIN clock THEN clock[node] ELSE 0

(* No event stands behind one that it happened before; what is equal did.       *)
IsCausalOrder(log, clock(_)) ==
  \A i \in 1..Len(log) : \A j \in 1..(i - 1) :
    LET later == clock(log[i])
        earlier == clock(log[j])
    IN \E n \in DOMAIN later \cup DOMAIN earlier : At(earlier, n) < At(later, n)

(* The log in an order that respects causality.                                 *)
CausalOrder(log, clock(_), node(_), domain(_)) ==
  CHOOSE ordered \in {f \in [1..Len(log) -> Range(log)] : Range(f) = Range(log)} :
    IsCausalOrder(ordered, clock)
====
