---- MODULE Sequences ----
LOCAL INSTANCE Naturals

(* A sequence of length n is a function on 1..n.                                *)
Seq(S) == UNION {[1..len -> S] : len \in Nat}

Len(seq) == CHOOSE len \in Nat : DOMAIN seq = 1..len

left \o right ==
  [i \in 1..(Len(left) + Len(right)) |->
     IF i \leq Len(left) THEN left[i] ELSE right[i - Len(left)]]

Append(seq, elem) == seq \o <<elem>>

Head(seq) == seq[1]

Tail(seq) == [i \in 1..(Len(seq) - 1) |-> seq[i + 1]]

(* The elements from position from to position to.                              *)
SubSeq(seq, from, to) == [i \in 1..(to + 1 - from) |-> seq[from + i - 1]]

(* The elements that pass the test, in their order.                             *)
SelectSeq(seq, Test(_)) ==
  LET upTo[i \in 0..Len(seq)] ==
        CASE i = 0 -> <<>>
          [] i > 0 /\ Test(seq[i]) -> Append(upTo[i - 1], seq[i])
          [] OTHER -> upTo[i - 1]
  IN upTo[Len(seq)]
====
