---- MODULE TestMath ----
EXTENDS Integers, Sequences, Bitwise, Combinatorics, DyadicRationals, Quorum, VectorClocks, TLC, FiniteSets

ASSUME 12 & 10 = 8 /\ (12 | 10) = 14 /\ 12 ^^ 10 = 6 /\ 0 & 5 = 0 /\ (0 | 0) = 0
ASSUME Not(5) = 2 /\ Not(0) = 0 /\ Not(8) = 7 /\ shiftR(13, 2) = 3 /\ shiftR(5, 0) = 5
ASSUME factorial[5] = 120 /\ factorial[0] = 1
ASSUME choose(5, 2) = 10 /\ choose(6, 0) = 1 /\ choose(30, 15) = 155117520
ASSUME One = [num |-> 1, den |-> 1] /\ Zero = [num |-> 0, den |-> 1]
ASSUME Half(One) = [num |-> 1, den |-> 2] /\ Add(Half(One), Half(One)) = One
ASSUME Add(Half(One), Half(Half(One))) = [num |-> 3, den |-> 4] /\ Add(Zero, One) = One
ASSUME IsDyadicRational(Half(One)) /\ ~IsDyadicRational([num |-> 1, den |-> 3])
ASSUME PrettyPrint(Half(One)) = "1/2" /\ PrettyPrint(Zero) = "0" /\ PrettyPrint(One) = "1"
ASSUME {{1, 2}, {1, 3}, {2, 3}, {1, 2, 3}} \in QuorumSystem(1..3)
ASSUME \A QS \in QuorumSystem(1..2) : {1, 2} \in QS
ASSUME QuorumSystem(1..2) = {{{1, 2}}, {{1}, {1, 2}}, {{2}, {1, 2}}}

Log == <<[node |-> "a", clock |-> [a |-> 2, b |-> 1]],
         [node |-> "b", clock |-> [a |-> 0, b |-> 1]],
         [node |-> "a", clock |-> [a |-> 1, b |-> 0]]>>
Clock(entry) == entry.clock
ASSUME ~IsCausalOrder(Log, Clock) /\ IsCausalOrder(<<Log[2], Log[3], Log[1]>>, Clock)
ASSUME IsCausalOrder(CausalOrder(Log, Clock, LAMBDA e : e.node, LAMBDA c : DOMAIN c), Clock)
====
