---- MODULE FiniteSets ----
LOCAL INSTANCE Naturals
LOCAL INSTANCE Sequences

(* Some sequence lists all members.                                             *)
IsFiniteSet(S) == \E list \in Seq(S) : S = {list[i] : i \in 1..Len(list)}

Cardinality(S) ==
  LET size[T \in SUBSET S] ==
        IF T = {} THEN 0 ELSE 1 + size[T \ {CHOOSE x \in T : TRUE}]
  IN size[S]
====
