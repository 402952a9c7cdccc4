---- MODULE TestSequences ----
EXTENDS Integers, Sequences, FiniteSets, TLC

ASSUME Len(<<>>) = 0 /\ Len(<<1, 2>>) = 2 /\ Len("abc") = 3
ASSUME <<1>> \o <<2, 3>> = <<1, 2, 3>> /\ "ab" \o "cd" = "abcd"
ASSUME Append(<<1>>, "x") = <<1, "x">>
ASSUME Head(<<1, 2>>) = 1 /\ Tail(<<1, 2>>) = <<2>> /\ Tail(<<1>>) = <<>>
ASSUME SubSeq(<<1, 2, 3, 4>>, 2, 3) = <<2, 3>> /\ SubSeq(<<1, 2>>, 2, 1) = <<>>
ASSUME SubSeq(<<1, 2>>, 1, 0) = <<>> /\ SubSeq("abcd", 2, 3) = "bc"
ASSUME SelectSeq(<<1, 2, 3, 4>>, LAMBDA x : x % 2 = 0) = <<2, 4>>
ASSUME <<1, 2>> \in Seq(1..2) /\ <<3>> \notin Seq(1..2) /\ <<>> \in Seq({})
ASSUME {<<1>>, <<>>} \subseteq Seq(Nat)
ASSUME [i \in 1..3 |-> i * i] = <<1, 4, 9>>
ASSUME Cardinality({1, 2, 2}) = 2 /\ Cardinality({}) = 0 /\ Cardinality(1..1000) = 1000
ASSUME IsFiniteSet({1}) /\ IsFiniteSet(SUBSET (1..3))
====
