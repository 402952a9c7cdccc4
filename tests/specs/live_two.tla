---- MODULE live_two ----

CONSTANT P
VARIABLE who
Init == who \in P
Next == who' \in P \ {who}
Spec == Init /\ [][Next]_who /\ WF_who(Next)
Everybody == \A p \in P : []<>(who = p)
====
