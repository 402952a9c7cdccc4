---- MODULE TestTLC ----
EXTENDS Integers, Sequences, TLC, TLCExt, Randomization, FiniteSets

ASSUME 1 :> 2 = <<2>> /\ "a" :> 1 = [a |-> 1]
ASSUME (1 :> 2 @@ 1 :> 3 @@ 2 :> 4) = <<2, 4>>
ASSUME [a |-> 1] @@ [a |-> 2, b |-> 3] = [a |-> 1, b |-> 3]
ASSUME SortSeq(<<3, 1, 2>>, <) = <<1, 2, 3>> /\ SortSeq(<<>>, <) = <<>>
ASSUME SortSeq(<<<<1, "b">>, <<0, "x">>, <<1, "a">>>>, LAMBDA p, q : p[1] < q[1])
         = <<<<0, "x">>, <<1, "b">>, <<1, "a">>>>
ASSUME Permutations({1, 2}) = {<<1, 2>>, <<2, 1>>}
ASSUME Cardinality(Permutations({"a", "b", "c"})) = 6 /\ Permutations({}) = {<<>>}
ASSUME [a |-> "b", b |-> "a"] \in Permutations({"a", "b"})
ASSUME ToString(12) = "12" /\ ToString(TRUE) = "TRUE" /\ ToString("a") = "\"a\""
ASSUME ToString(<<1, {2, 3}>>) = "<<1, {2, 3}>>" /\ ToString({}) = "{}"
ASSUME ToString([a |-> 1]) = "[a |-> 1]" /\ ToString(3 :> 4) = "(3 :> 4)"
ASSUME ToString(1..3) = "1..3" /\ ToString(3..1) = "{}" /\ ToString(-7) = "-7"
ASSUME ToString(SUBSET {1, 2}) = "{{}, {1}, {2}, {1, 2}}" /\ ToString(Nat) = "Nat"
ASSUME ToString("a\n\"b\\") = "\"a\\n\\\"b\\\\\""
ASSUME Print("printed", 5) = 5 /\ PrintT(<<"printed", 1>>)
ASSUME Assert(TRUE, "not shown")
ASSUME JavaTime \in Nat
ASSUME RandomElement({7}) = 7 /\ RandomElement(1..10) \in 1..10
ASSUME RandomElement([1..3 -> {4, 5}]) \in [1..3 -> {4, 5}]
ASSUME RandomElement([a : {1, 2}, b : {3}]) \in [a : {1, 2}, b : {3}]
ASSUME RandomElement({1, 2} \X {3}) \in {<<1, 3>>, <<2, 3>>}
ASSUME LET T == RandomSubset(2, 1..5) IN T \subseteq 1..5 /\ Cardinality(T) = 2
ASSUME RandomSubset(0, {1}) = {} /\ RandomSubset(3, 1..3) = 1..3
ASSUME LET T == RandomSetOfSubsets(3, 2, 1..4)
       IN Cardinality(T) \in 1..3 /\ \A S \in T : S \subseteq 1..4
ASSUME TLCEval([i \in 1..3 |-> i]) = <<1, 2, 3>>
ASSUME 5 \in Any /\ "x" \in Any
ASSUME TLCSet(1, "one") /\ TLCGet(1) = "one" /\ TLCSet(1, 2) /\ TLCGet(1) = 2
ASSUME TLCSet("s:mine", {1}) /\ TLCGet("s:mine") = {1}
ASSUME TLCGetOrDefault(77, "none") = "none" /\ TLCGetOrDefault(1, "none") = 2
ASSUME TLCGetOrDefault("s:other", 3) = 3
ASSUME TLCGetAndSet(5, +, 4, 10) = 10 /\ TLCGet(5) = 14
ASSUME TLCGet("-Dunknown") = "-Dunknown"
ASSUME TLCGet("level") = 0
ASSUME AssertEq(1 + 1, 2)
ASSUME TLCNoOp(3) = 3
ASSUME TLCCache(1 + 2, {}) = 3
ASSUME TLCModelValue("mv") = TLCModelValue("mv") /\ TLCModelValue("mv") # TLCModelValue("mw")
ASSUME ToTrace(CounterExample) = <<>> /\ CounterExample.state = {}
ASSUME AssertError("The first argument of SortSeq should be a sequence, but instead it is:\n3", SortSeq(3, <))
         \/ AssertError("The first argument of SortSeq should be a natural number, but instead it is:\n3", SortSeq(3, <))
ASSUME ~AssertError("something else", Head(<<>>)) /\ ~AssertError("no error", 1)
====
