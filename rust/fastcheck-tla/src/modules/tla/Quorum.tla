---- MODULE Quorum ----

(* The quorum systems of S: non-empty sets of subsets that meet each other, and *)
(* with a quorum all larger sets.                                               *)
QuorumSystem(S) ==
  {QS \in SUBSET SUBSET S :
     /\ QS # {}
     /\ \A P, Q \in QS : P \cap Q # {}
     /\ \A Q \in QS, R \in SUBSET S : Q \subseteq R => R \in QS}
====
