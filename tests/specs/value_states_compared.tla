---- MODULE value_states_compared ----
(* The same value written in different ways is the same state. *)
EXTENDS Naturals, Sequences, TLC
VARIABLE x
Init == \/ x = {1, 2, 3} \/ x = 1..3 \/ x = {3, 2, 1, 1} \/ x = {n \in 0..5 : n > 0 /\ n < 4}
        \/ x = {n + 1 : n \in 0..2} \/ x = UNION {{1}, {2, 3}} \/ x = ({1} \cup 2..3) \/ x = (0..3) \ {0}
Pairs == \/ x = <<<<1, 2>>>> \/ x = [n \in {1} |-> <<1, 2>>] \/ x = <<[n \in 1..2 |-> n]>> \/ x = (1 :> <<1, 2>>)
         \/ x = Append(<<>>, <<1>> \o <<2>>) \/ x = SubSeq(<<<<1, 2>>, 7>>, 1, 1) \/ x = Tail(<<0, <<1, 2>>>>)
         \/ x = [<<5>> EXCEPT ![1] = <<1, 2>>]
Sets == \/ x = {<<1, 2>>} \/ x = {1} \X {2} \/ x = {<<m, m + 1>> : m \in {1}}
Subsets == \/ x = SUBSET {1, 2} \/ x = {{}, {1}, {2}, {1, 2}} \/ x = {S \in SUBSET {1, 2} : TRUE}
Functions == \/ x = [{1, 2} -> {3}] \/ x = {<<3, 3>>} \/ x = {[n \in 1..2 |-> 3]}
Records == \/ x = [a : {1}, b : {2}] \/ x = {[b |-> 2, a |-> 1]} \/ x = {[a |-> 1] @@ [b |-> 2]}
Next == x' = x
====
