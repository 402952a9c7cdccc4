---- MODULE live_sub_scc_two ----
(* Strong fairness of A excludes the cycle 0-1-0, which B needs nothing of;  *)
(* the component must be searched again without the states that enable A.    *)
EXTENDS Naturals
VARIABLE s
Init == s = 0
A == s = 1 /\ s' = 2
B == s = 4 /\ s' = 5
Free == \/ s = 0 /\ s' \in {1, 3}
        \/ s = 1 /\ s' = 0
        \/ s = 2 /\ s' = 0
        \/ s = 3 /\ s' \in {0, 4}
        \/ s = 4 /\ s' = 3
        \/ s = 5 /\ s' = 0
Next == A \/ B \/ Free
Spec == Init /\ [][Next]_s /\ WF_s(Next)
StrongA == Spec /\ SF_s(A)
StrongB == Spec /\ SF_s(B)
StrongBoth == Spec /\ SF_s(A) /\ SF_s(B)
Returns == []<>(s = 0)
Twos == []<>(s = 2)
TwosOrFives == []<>(s \in {2, 5})
OneImpliesTwo == []<>(s = 1) => []<>(s = 2)
FourImpliesFive == []<>(s = 4) => []<>(s = 5)
====
