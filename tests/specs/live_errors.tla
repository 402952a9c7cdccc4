---- MODULE live_errors ----
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = (x + 1) % 3
Spec == Init /\ [][Next]_x /\ WF_x(Next)
Unknown == \A n \in Nat : <>(x = n)
Tautology == <>(x = 0) \/ []<>(x # 5)
StateError == <>(<<5, 6>>[x + 1] = 7)
True == TRUE
====
