---- MODULE live_quantified ----
(* \A p : WF(A(p)) is one condition for each p; WF(\E p : A(p)) is one in    *)
(* all.                                                                      *)
EXTENDS Naturals
CONSTANT P
VARIABLE n
Init == n = [p \in P |-> 0]
Up(p) == n[p] < 2 /\ n' = [n EXCEPT ![p] = @ + 1]
Reset(p) == n[p] = 2 /\ n' = [n EXCEPT ![p] = 0]
Next == \E p \in P : Up(p) \/ Reset(p)
Each == Init /\ [][Next]_n /\ \A p \in P : WF_n(Up(p))
Joint == Init /\ [][Next]_n /\ WF_n(\E p \in P : Up(p))
EachBoth == Init /\ [][Next]_n /\ \A p \in P : WF_n(Up(p) \/ Reset(p))
All == \A p \in P : <>(n[p] = 2)
Some == <>(\E p \in P : n[p] = 2)
AllAgain == \A p \in P : []<>(n[p] = 2)
====
