---- MODULE run_trace_cut ----
(* Trace is a behaviour that no constraint cuts off: <<1, 5>> is reached from both initial states. *)
EXTENDS Naturals, Sequences, TLCExt
VARIABLES x, y
Init == x = 0 /\ y \in {0, 1}
Next == x < 4 /\ x' = x + 1 /\ y' = 5
Long == x < 3 /\ x' = x + 1 /\ y' = 5
Turned == \/ x = 0 /\ x' = 1 /\ y' = 5
          \/ x \in 1..2 /\ Trace[1].y = 1 /\ x' = x + 1 /\ y' = 5
FromOne == Len(Trace) = 1 \/ Trace[1].y = 1
NotFromZero == y # 0
Small == x < 3
FromZero == x = 0 \/ Trace[1].y = 0
Steps == [][x = 1 => Trace[1].y = 0]_<<x, y>>
====
