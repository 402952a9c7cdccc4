---- MODULE live_sub_scc ----
(* Two cycles inside one strongly connected component: the fair action Good  *)
(* occurs in the component, and yet a cycle without it is fair, if fairness  *)
(* is weak, because it is disabled again and again.                          *)
EXTENDS Naturals
VARIABLE s
Init == s = 0
Good == s = 1 /\ s' = 3
Loop == \/ s = 0 /\ s' = 1
        \/ s = 1 /\ s' = 2
        \/ s = 2 /\ s' = 0
        \/ s = 3 /\ s' = 0
Next == Good \/ Loop
Weak == Init /\ [][Next]_s /\ WF_s(Loop) /\ WF_s(Good)
Strong == Init /\ [][Next]_s /\ WF_s(Loop) /\ SF_s(Good)
Reached == []<>(s = 3)
====
