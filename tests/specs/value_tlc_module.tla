---- MODULE value_tlc_module ----
EXTENDS Naturals, Sequences, FiniteSets, TLC
f == 1 :> "a" @@ 2 :> "b"
ASSUME f[1] = "a" /\ DOMAIN f = {1, 2}
ASSUME ((1 :> 5) @@ (1 :> 6))[1] = 5
ASSUME Cardinality(Permutations({1, 2, 3})) = 6
ASSUME SortSeq(<<3, 1, 2>>, LAMBDA a, b : a < b) = <<1, 2, 3>>
ASSUME ToString(12) = "12" /\ ToString(<<1, "a">>) = "<<1, \"a\">>"
ASSUME PrintT("printed") /\ Print("printed too", TRUE)
ASSUME Assert(TRUE, "not seen")
ASSUME TLCEval({n \in 1..3 : n > 1}) = {2, 3}
ASSUME TLCSet(1, 5) /\ TLCGet(1) = 5
ASSUME RandomElement({7}) = 7
====
