---- MODULE run_trace ----
(* Trace is the states from an initial one to the present, by whoever reached it first. *)
EXTENDS Naturals, Sequences, TLCExt
VARIABLES x, y
Init == x = 0 /\ y \in 0..1
Next == /\ x < 4
        /\ \/ x' = x + 1 /\ y' = y
           \/ x' = x + 2 /\ y' = 1 - y
Ends == Len(Trace) >= 1 /\ Trace[Len(Trace)] = [x |-> x, y |-> y] /\ Trace[1].x = 0
Steps == \A i \in 1..Len(Trace) - 1 : Trace[i + 1].x - Trace[i].x \in 1..2
Short == Len(Trace) < 4
First == Trace[1].y = y
Turn == Len(Trace) < 3 /\ x' = x + 1 /\ y' = Trace[1].y
Near == Len(Trace) <= 3
====
