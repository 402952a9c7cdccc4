---- MODULE value_infinite ----
(* Membership in a set that is infinite or huge is decided by its structure. *)
EXTENDS Integers, Sequences, FiniteSets
ASSUME 5 \in Nat /\ -5 \notin Nat /\ -5 \in Int
ASSUME <<1, 2>> \in Seq(Nat) /\ <<1, -2>> \notin Seq(Nat) /\ <<>> \in Seq({})
ASSUME 123456789 \in 0..2000000000 /\ -1 \notin 0..2000000000
ASSUME {1, 5} \in SUBSET Nat /\ {1, -5} \notin SUBSET Nat
ASSUME {1, 5} \subseteq Nat /\ ~({-1} \subseteq Nat)
ASSUME [n \in 1..3 |-> n] \in [1..3 -> Nat]
ASSUME [n \in 1..3 |-> n] \notin [1..4 -> Nat]
ASSUME [a |-> 1, b |-> "x"] \in [a : Nat, b : STRING]
ASSUME [a |-> 1] \notin [a : Nat, b : STRING]
ASSUME <<1, "x">> \in Nat \X STRING
ASSUME <<1, <<"x">>>> \in Nat \X Seq(STRING)
ASSUME {} \in SUBSET (SUBSET Nat) /\ {{1}} \in SUBSET (SUBSET Nat)
ASSUME 3 \in {n \in Nat : n > 2} /\ 2 \notin {n \in Nat : n > 2}
ASSUME 3 \in Nat \cup {-1} /\ -1 \in Nat \cup {-1} /\ 3 \notin Nat \ {3}
ASSUME 3 \in Nat \cap Int /\ -3 \notin Int \cap Nat
ASSUME [n \in 1..60 |-> 1] \in [1..60 -> {1, 2, 3}]
ASSUME (1..50) \in SUBSET (1..100)
ASSUME 1..3 \subseteq 0..1000000000
ASSUME "abc" \in STRING
ASSUME {{1}, {2}} \subseteq SUBSET Nat
VARIABLE x
Init == x = [n \in 1..3 |-> <<>>]
Next == x' = [x EXCEPT ![1] = IF Len(@) < 2 THEN Append(@, 1) ELSE <<>>]
TypeOK == x \in [1..3 -> Seq(Nat)] /\ x \in [1..3 -> SUBSET (Nat \X Int)]
TypeOnly == x \in [1..3 -> Seq(Nat)]
====
