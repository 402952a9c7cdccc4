---- MODULE TestSequencesExt ----
EXTENDS Integers, SequencesExt, TLCExt

ASSUME ToSet(<<1, 2, 1>>) = {1, 2} /\ ToBag(<<"a", "b", "a">>) = [a |-> 2, b |-> 1]
ASSUME SetToSeq({3, 1, 2}) = <<1, 2, 3>> /\ SetToSeq({}) = <<>>
ASSUME SetToSeqs({1, 2}) = {<<1, 2>>, <<2, 1>>} /\ SetToSeqs({}) = {<<>>}
ASSUME Cardinality(SetToSeqs(1..4)) = 24
ASSUME SetToSortSeq({3, 1, 2}, >) = <<3, 2, 1>>
ASSUME SetToAllKPermutations({1, 2}) = {<<>>, <<1>>, <<2>>, <<1, 2>>, <<2, 1>>}
ASSUME TupleOf({1, 2}, 2) = {<<1, 1>>, <<1, 2>>, <<2, 1>>, <<2, 2>>}
ASSUME SeqOf({1}, 2) = {<<>>, <<1>>, <<1, 1>>} /\ BoundedSeq({1}, 1) = {<<>>, <<1>>}
ASSUME Contains(<<1, 2>>, 2) /\ ~Contains(<<1, 2>>, 3) /\ ~Contains(<<>>, 1)
ASSUME IsSorted(<<1, 1, 2>>, <=) /\ ~IsSorted(<<2, 1>>, <=) /\ IsSorted(<<>>, <)
ASSUME Reverse(<<1, 2, 3>>) = <<3, 2, 1>> /\ Reverse(<<>>) = <<>>
ASSUME Remove(<<1, 2, 1>>, 1) = <<2>> /\ ReplaceAll(<<1, 2, 1>>, 1, 5) = <<5, 2, 5>>
ASSUME SelectInSeq(<<3, 4, 6>>, LAMBDA x : x % 2 = 0) = 2 /\ SelectInSeq(<<3>>, LAMBDA x : FALSE) = 0
ASSUME SelectLastInSeq(<<3, 4, 6>>, LAMBDA x : x % 2 = 0) = 3
ASSUME SelectInSubSeq(<<2, 3, 4, 6>>, 2, 4, LAMBDA x : x % 2 = 0) = 3
ASSUME SelectInSubSeq(<<2, 3, 4, 6>>, 3, 2, LAMBDA x : TRUE) = 0
ASSUME SelectLastInSubSeq(<<2, 3, 4, 6>>, 1, 3, LAMBDA x : x % 2 = 0) = 3
ASSUME InsertAt(<<1, 2>>, 2, 9) = <<1, 9, 2>> /\ InsertAt(<<1, 2>>, 3, 9) = <<1, 2, 9>>
ASSUME ReplaceAt(<<1, 2>>, 2, 9) = <<1, 9>> /\ RemoveAt(<<1, 2, 3>>, 2) = <<1, 3>>
ASSUME RemoveFirst(<<1, 2, 1>>, 1) = <<2, 1>> /\ RemoveFirst(<<1>>, 2) = <<1>>
ASSUME RemoveFirstMatch(<<1, 2, 4>>, LAMBDA x : x % 2 = 0) = <<1, 4>>
ASSUME Cons(1, <<2>>) = <<1, 2>> /\ Snoc(1, <<2>>) = <<2, 1>>
ASSUME Front(<<1, 2>>) = <<1>> /\ Last(<<1, 2>>) = 2
ASSUME IsPrefix(<<1>>, <<1, 2>>) /\ IsPrefix(<<>>, <<>>) /\ ~IsPrefix(<<2>>, <<1, 2>>)
ASSUME IsPrefix("ab", "abc") /\ ~IsPrefix("bc", "abc") /\ ~IsPrefix(<<1, 2>>, <<1>>)
ASSUME IsStrictPrefix(<<1>>, <<1, 2>>) /\ ~IsStrictPrefix(<<1>>, <<1>>)
ASSUME IsSuffix(<<2>>, <<1, 2>>) /\ IsStrictSuffix(<<>>, <<1>>) /\ ~IsSuffix(<<1>>, <<1, 2>>)
ASSUME Prefixes(<<1, 2>>) = {<<>>, <<1>>, <<1, 2>>} /\ Suffixes(<<1, 2>>) = {<<>>, <<2>>, <<1, 2>>}
ASSUME CommonPrefixes({<<1, 2>>, <<1, 3>>}) = {<<>>, <<1>>}
ASSUME LongestCommonPrefix({<<1, 2, 3>>, <<1, 2>>, <<1, 2, 4>>}) = <<1, 2>>
ASSUME LongestCommonPrefix({<<1>>, <<2>>}) = <<>> /\ LongestCommonPrefix({"abc", "abd"}) = "ab"
ASSUME SeqMod(3, 3) = 3 /\ SeqMod(4, 3) = 1
ASSUME FoldSeq(+, 0, <<1, 2, 3>>) = 6
ASSUME FoldLeft(LAMBDA acc, x : acc \o <<x>>, <<>>, <<1, 2>>) = <<1, 2>> /\ FoldLeft(-, 10, <<1, 2>>) = 7
ASSUME FoldRight(LAMBDA x, acc : acc \o <<x>>, <<1, 2>>, <<>>) = <<2, 1>> /\ FoldRight(-, <<1, 2>>, 10) = 9
ASSUME FoldLeftDomain(LAMBDA acc, i : acc \o <<i>>, <<>>, <<"a", "b">>) = <<1, 2>>
ASSUME FoldRightDomain(LAMBDA i, acc : acc \o <<i>>, <<"a", "b">>, <<>>) = <<2, 1>>
ASSUME FlattenSeq(<<<<1>>, <<>>, <<2, 3>>>>) = <<1, 2, 3>> /\ FlattenSeq(<<>>) = <<>>
ASSUME FlattenSeq(<<"ab", "", "c">>) = "abc"
ASSUME Zip(<<1, 2>>, <<"a", "b">>) = <<<<1, "a">>, <<2, "b">>>> /\ Zip(<<1, 2>>, <<"a">>) = <<<<1, "a">>>>
ASSUME Interleave(<<1, 2>>, <<"a", "b">>) = <<<<1>>, <<"a">>, <<2>>, <<"b">>>>
ASSUME Interleave(<<>>, <<>>) = <<<<>>, <<>>>>
ASSUME SubSeqs(<<1, 2>>) = {<<>>, <<1>>, <<2>>, <<1, 2>>}
ASSUME AllSubSeqs(<<1, 2, 1>>) = {<<>>, <<1>>, <<2>>, <<1, 2>>, <<2, 1>>, <<1, 1>>, <<1, 2, 1>>}
ASSUME IndexFirstSubSeq(<<2>>, <<1, 2, 2>>) = 2 /\ IndexFirstSubSeq(<<>>, <<1>>) = 1
ASSUME ReplaceSubSeqAt(2, <<7, 8>>, <<2>>, <<1, 2, 3>>) = <<1, 7, 8, 3>>
ASSUME ReplaceFirstSubSeq(<<9>>, <<1, 2>>, <<1, 1, 2, 1, 2>>) = <<1, 9, 1, 2>>
ASSUME ReplaceFirstSubSeq(<<9>>, <<3>>, <<1>>) = <<1>> /\ ReplaceFirstSubSeq("x", "b", "abab") = "axab"
ASSUME ReplaceFirstSubSeq("x", "", "ab") = "xab" /\ ReplaceFirstSubSeq(<<5>>, <<>>, <<1>>) = <<5, 1>>
ASSUME ReplaceAllSubSeqs("x", "b", "abab") = "axax" /\ ReplaceAllSubSeqs("x", "", "ab") = "xaxb"
ASSUME ReplaceAllSubSeqs(<<9>>, <<1, 2>>, <<1, 2, 3>>) = <<9, 3>>
ASSUME ReplaceAllSubSeqs(<<>>, <<1>>, <<1, 2>>) = <<2>> /\ ReplaceAllSubSeqs(<<4>>, <<1>>, <<1>>) = <<4>>
ASSUME ReplaceAllSubSeqs(<<5>>, <<>>, <<1, 2>>) = <<5, 1, 5, 2>>
ASSUME AssertError("The argument of LongestCommonPrefix should be a non-empty set, but instead it is:\n{}",
                   LongestCommonPrefix({}))
====
