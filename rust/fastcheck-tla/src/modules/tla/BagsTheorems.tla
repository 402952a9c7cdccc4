---- MODULE BagsTheorems ----
EXTENDS Bags, FiniteSetTheorems, SequenceTheorems
LOCAL INSTANCE Naturals

Scaling(n, B) == IF n > 0 THEN [x \in DOMAIN B |-> n * B[x]] ELSE EmptyBag

SeqToBag(seq) == [x \in Range(seq) |-> Cardinality({i \in DOMAIN seq : seq[i] = x})]
====
