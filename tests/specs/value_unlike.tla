---- MODULE value_unlike ----
\* A member of another kind is no member of a set, nor can it be put in or taken out: that is an error, whatever was
\* learned from states where the set was empty.
EXTENDS Naturals, Sequences, FiniteSets
CONSTANT m
VARIABLES x, n

Init == x = {} /\ n = 0
Count == n < 3 /\ n' = n + 1
Fill == n = 1 /\ x' = {"a"} /\ Count

\* The set is looked at while it is empty, and again when it is not.
Member == Fill \/ (Count /\ (1 \in x) /\ UNCHANGED x)
          \/ (n = 0 /\ Count /\ UNCHANGED x)

Insert == Fill \/ (n \in {0, 2} /\ Count /\ x' = (x \cup {"c"}) \ {"c"})
          \/ (n = 2 /\ Count /\ x' = x \cup {1})

Remove == Fill \/ (n \in {0, 2} /\ Count /\ x' = x \ {1})

\* Nothing is put in in the end, but it could not be.
Guard == Fill \/ (n = 0 /\ Count /\ UNCHANGED x)
         \/ (n = 2 /\ Count /\ (LET y == x \cup {1} IN "b" \in y) /\ UNCHANGED x)

\* The other kind is inside: what differs first decides.
Pairs == \/ n = 0 /\ Count /\ x' = x \cup {<<1, "a">>}
         \/ n = 1 /\ Count /\ x' = x \cup {<<2, 7>>}
         \/ n = 2 /\ Count /\ x' = x \cup {<<1, 7>>}

\* Records with other fields, model values, and members of one kind can be compared.
Mixed == \/ n = 0 /\ Count /\ x' = x \cup {[k |-> "a", v |-> 1], [k |-> "b", v |-> "s"], m}
         \/ n = 1 /\ Count /\ [k |-> "c"] \notin x /\ x' = x \ {m, [k |-> "a", v |-> 1]}
         \/ n = 2 /\ Count /\ m \notin x /\ x' = x \cup {[w |-> 1]}

\* Each set is of one kind, and nothing was asked of the other.
Kinds == \/ Count /\ x' = {"a", "b"}
         \/ Count /\ x' = {n}
         \/ Count /\ x' = {<<n>>, <<n, n>>}

\* An empty set is not compared with a sequence, nor has a set a length or a sequence members.
Sequence == n = 0 /\ Count /\ x' = <<1>>
Empty == Sequence \/ (n = 1 /\ Count /\ x = {} /\ UNCHANGED x)
Length == Fill \/ (n = 0 /\ Count /\ UNCHANGED x) \/ (n = 2 /\ Count /\ Len(x) = 1 /\ UNCHANGED x)
Size == Sequence \/ (n = 1 /\ Count /\ Cardinality(x) = 1 /\ UNCHANGED x)
Domain == Sequence \/ (n = 1 /\ Count /\ ("a" \in DOMAIN x) /\ UNCHANGED x)

Other == n # 2 \/ 1 \notin x
====
