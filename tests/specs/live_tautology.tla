---- MODULE live_tautology ----
(* A temporal property that is true of every behaviour checks nothing; beside another it does no harm. *)
EXTENDS Naturals
VARIABLE x
Next == x < 2 /\ x' = x + 1
Spec == x = 0 /\ [][Next]_x /\ WF_x(Next)
None == \A i \in {} : []<>(x = i)
Either == None \/ []<>(x = 9)
Comes == <>(x = 2)
Some == \E i \in {} : []<>(x = i)
====
