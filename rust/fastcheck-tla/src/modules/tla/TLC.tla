---- MODULE TLC ----
LOCAL INSTANCE Naturals
LOCAL INSTANCE Sequences
LOCAL INSTANCE FiniteSets

(* What these print, read or remember is no part of their meaning.              *)
Print(message, value) == value
PrintT(message) == TRUE
Assert(condition, message) == IF condition THEN TRUE ELSE CHOOSE x : TRUE
JavaTime == CHOOSE now \in Nat : TRUE
TLCGet(register) == CHOOSE x : TRUE
TLCSet(register, value) == TRUE
ToString(value) == CHOOSE text \in STRING : TRUE
TLCEval(value) == value

(* A function of one point, and the left function extended by the right one.    *)
point :> image == [x \in {point} |-> image]
left @@ right ==
  [x \in DOMAIN left \cup DOMAIN right |->
     IF x \in DOMAIN left THEN left[x] ELSE right[x]]

Permutations(S) == {p \in [S -> S] : {p[x] : x \in S} = S}

(* The sequence in the order of Before, which must be total on its elements.    *)
SortSeq(seq, Before(_, _)) ==
  LET order == CHOOSE p \in Permutations(1..Len(seq)) :
                 \A i, j \in 1..Len(seq) :
                   i < j => \/ seq[p[i]] = seq[p[j]]
                            \/ Before(seq[p[i]], seq[p[j]])
  IN [i \in 1..Len(seq) |-> seq[order[i]]]

RandomElement(S) == CHOOSE x \in S : TRUE

(* The set of all values.                                                       *)
Any == CHOOSE S : TRUE
====
