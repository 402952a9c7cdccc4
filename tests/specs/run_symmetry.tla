---- MODULE run_symmetry ----
EXTENDS Naturals, FiniteSets, TLC
CONSTANTS P, Q, none
VARIABLES owner, queue, round
Init == owner = none /\ queue = <<>> /\ round = [p \in P |-> 0]
Ask(p) == /\ \A n \in DOMAIN queue : queue[n] # p
          /\ owner # p
          /\ queue' = [n \in 1..(Cardinality(DOMAIN queue) + 1) |->
                         IF n \in DOMAIN queue THEN queue[n] ELSE p]
          /\ UNCHANGED <<owner, round>>
Serve == /\ queue # <<>> /\ owner = none
         /\ owner' = queue[1]
         /\ queue' = [n \in 1..(Cardinality(DOMAIN queue) - 1) |-> queue[n + 1]]
         /\ UNCHANGED round
Free == /\ owner # none /\ round[owner] < 1
        /\ owner' = none
        /\ round' = [round EXCEPT ![owner] = @ + 1]
        /\ UNCHANGED queue
Next == (\E p \in P : Ask(p)) \/ Serve \/ Free
Perms == Permutations(P)
PermsQ == Permutations(P) \cup Permutations(Q)
Rotations == {[p \in P |-> CHOOSE q \in P : q = p]} \cup Permutations(P)
Inv == Cardinality(DOMAIN queue) < 3
====
