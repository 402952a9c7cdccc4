---- MODULE SequencesExt ----
EXTENDS Sequences, Naturals, FiniteSets, FiniteSetsExt, Folds, Functions, Bags, TLC

(* Between sequences, sets and bags *)

ToSet(seq) == {seq[i] : i \in DOMAIN seq}
ToBag(seq) ==
  [x \in ToSet(seq) |-> Cardinality({i \in DOMAIN seq : seq[i] = x})]

(* The sequences that list S, each member once.                                 *)
SetToSeqs(S) == {f \in [1..Cardinality(S) -> S] : IsInjective(f)}
SetToSeq(S) == CHOOSE f \in [1..Cardinality(S) -> S] : IsInjective(f)
SetToSortSeq(S, Before(_, _)) == SortSeq(SetToSeq(S), Before)
SetToAllKPermutations(S) == UNION {SetToSeqs(T) : T \in SUBSET S}

TupleOf(S, n) == [1..n -> S]
SeqOf(S, n) == UNION {[1..len -> S] : len \in 0..n}
BoundedSeq(S, n) == SeqOf(S, n)

(* Elements *)

Contains(seq, x) == \E i \in 1..Len(seq) : seq[i] = x
IsSorted(seq, Before(_, _)) ==
  \A i, j \in 1..Len(seq) : i < j => Before(seq[i], seq[j])
Reverse(seq) == [i \in 1..Len(seq) |-> seq[Len(seq) + 1 - i]]
Remove(seq, x) == SelectSeq(seq, LAMBDA y : y # x)
ReplaceAll(seq, old, new) ==
  [i \in 1..Len(seq) |-> IF seq[i] = old THEN new ELSE seq[i]]

(* First and last positions whose elements pass the test, or 0.                 *)
SelectInSeq(seq, Test(_)) ==
  LET found == {i \in 1..Len(seq) : Test(seq[i])}
  IN IF found = {} THEN 0 ELSE Min(found)
SelectLastInSeq(seq, Test(_)) ==
  LET found == {i \in 1..Len(seq) : Test(seq[i])}
  IN IF found = {} THEN 0 ELSE Max(found)
SelectInSubSeq(seq, from, to, Test(_)) ==
  SelectInSeq(SubSeq(seq, from, to), Test)
SelectLastInSubSeq(seq, from, to, Test(_)) ==
  SelectLastInSeq(SubSeq(seq, from, to), Test)

InsertAt(seq, i, x) == SubSeq(seq, 1, i - 1) \o <<x>> \o SubSeq(seq, i, Len(seq))
ReplaceAt(seq, i, x) == [seq EXCEPT ![i] = x]
RemoveAt(seq, i) == SubSeq(seq, 1, i - 1) \o SubSeq(seq, i + 1, Len(seq))
RemoveFirstMatch(seq, Test(_)) ==
  LET i == SelectInSeq(seq, Test)
  IN IF i = 0 THEN seq ELSE RemoveAt(seq, i)
RemoveFirst(seq, x) == RemoveFirstMatch(seq, LAMBDA y : y = x)

Cons(x, seq) == <<x>> \o seq
Snoc(x, seq) == Append(seq, x)
Front(seq) == SubSeq(seq, 1, Len(seq) - 1)
Last(seq) == seq[Len(seq)]

(* Prefixes and suffixes *)

IsPrefix(s, t) == Len(s) \leq Len(t) /\ s = SubSeq(t, 1, Len(s))
IsStrictPrefix(s, t) == IsPrefix(s, t) /\ s # t
IsSuffix(s, t) == IsPrefix(Reverse(s), Reverse(t))
IsStrictSuffix(s, t) == IsSuffix(s, t) /\ s # t

Prefixes(seq) == {SubSeq(seq, 1, i) : i \in 0..Len(seq)}
Suffixes(seq) == {SubSeq(seq, i, Len(seq)) : i \in 1..(Len(seq) + 1)}
CommonPrefixes(S) ==
  {s \in UNION {Prefixes(t) : t \in S} : \A t \in S : IsPrefix(s, t)}
LongestCommonPrefix(S) ==
  CHOOSE s \in CommonPrefixes(S) :
    \A t \in CommonPrefixes(S) : Len(t) \leq Len(s)

(* a modulo b, in 1..b                                                          *)
SeqMod(a, b) == IF a % b = 0 THEN b ELSE a % b

(* Folds *)

FoldSeq(op(_, _), base, seq) == FoldFunction(op, base, seq)
FoldLeft(op(_, _), base, seq) ==
  MapThenFoldSet(LAMBDA x, acc : op(acc, x), base, LAMBDA i : seq[i], Max, DOMAIN seq)
FoldRight(op(_, _), seq, base) ==
  MapThenFoldSet(op, base, LAMBDA i : seq[i], Min, DOMAIN seq)
FoldLeftDomain(op(_, _), base, seq) ==
  FoldLeft(op, base, [i \in DOMAIN seq |-> i])
FoldRightDomain(op(_, _), seq, base) ==
  FoldRight(op, [i \in DOMAIN seq |-> i], base)

(* Combining and taking apart *)

FlattenSeq(seqs) ==
  LET upTo[i \in 1..Len(seqs)] ==
        IF i = 1 THEN seqs[1] ELSE upTo[i - 1] \o seqs[i]
  IN IF Len(seqs) = 0 THEN seqs ELSE upTo[Len(seqs)]

Zip(s, t) ==
  [i \in 1..(IF Len(s) \leq Len(t) THEN Len(s) ELSE Len(t)) |-> <<s[i], t[i]>>]

(* <<s[1]>>, <<t[1]>>, <<s[2]>>, <<t[2]>> and so on, for equally long sequences *)
Interleave(s, t) ==
  CASE Len(s) = Len(t) /\ Len(s) = 0 -> <<<<>>, <<>>>>
    [] Len(s) = Len(t) /\ Len(s) > 0 ->
         [i \in 1..(2 * Len(s)) |->
            IF i % 2 = 1 THEN <<s[(i + 1) \div 2]>> ELSE <<t[i \div 2]>>]

(* Contiguous subsequences, and all of them.                                    *)
SubSeqs(seq) == {SubSeq(seq, i + 1, j) : i, j \in 0..Len(seq)}
AllSubSeqs(seq) ==
  LET keep(positions) == FoldLeft(LAMBDA kept, i : IF i \in positions
                                                   THEN Append(kept, seq[i])
                                                   ELSE kept,
                                  <<>>, [i \in 1..Len(seq) |-> i])
  IN {keep(positions) : positions \in SUBSET (1..Len(seq))}

(* Where s begins in t for the first time.                                      *)
IndexFirstSubSeq(s, t) ==
  Min({i \in 1..(Len(t) + 1 - Len(s)) : s = SubSeq(t, i, i + Len(s) - 1)})

(* With replacement in the place of s ...                                       *)
ReplaceSubSeqAt(i, replacement, s, t) ==
  SubSeq(t, 1, i - 1) \o replacement \o SubSeq(t, i + Len(s), Len(t))
ReplaceFirstSubSeq(replacement, s, t) ==
  IF s \in SubSeqs(t)
  THEN ReplaceSubSeqAt(IndexFirstSubSeq(s, t), replacement, s, t)
  ELSE t

(* ... everywhere, from left to right, without looking at what was replaced;    *)
(* an empty s is in front of each element.                                      *)
ReplaceAllSubSeqs(replacement, s, t) ==
  LET fits(i) == i + Len(s) \leq Len(t) + 1 /\ s = SubSeq(t, i, i + Len(s) - 1)
      from[i \in 1..(Len(t) + Len(s) + 1)] ==
        CASE i > Len(t) -> <<>>
          [] i \leq Len(t) /\ Len(s) = 0 ->
               replacement \o SubSeq(t, i, i) \o from[i + 1]
          [] i \leq Len(t) /\ Len(s) > 0 /\ fits(i) ->
               replacement \o from[i + Len(s)]
          [] OTHER -> SubSeq(t, i, i) \o from[i + 1]
  IN IF s = t THEN replacement ELSE from[1]
====
