---- MODULE run_view_temporal ----
(* What a VIEW hides may decide how a state goes on: temporal properties are checked without it. *)
EXTENDS Naturals
VARIABLES x, n
vars == <<x, n>>
Init == x = 0 /\ n = 0
Turn == x' = (x + 1) % 3 /\ n' = IF n < 4 THEN n + 1 ELSE n
End == n < 4 /\ x' = (x + 1) % 3 /\ n' = n + 1
Turning == Init /\ [][Turn]_vars /\ WF_vars(Turn)
Ending == Init /\ [][End]_vars /\ WF_vars(End)
View == x
Comes == \A i \in 0..2 : []<>(x = i)
Stays == <>[](x = 1)
====
