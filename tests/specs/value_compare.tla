---- MODULE value_compare ----
(* Comparing unlike kinds of values is an error and not FALSE. *)
EXTENDS Integers, Sequences, FiniteSets
CONSTANT mv
VARIABLE x
Init == x = 1
Next == x' = x
IntString == x = "a" \/ TRUE
IntBool == x = TRUE \/ TRUE
MixedSet == {x, "a"} = {} \/ TRUE
MixedSize == Cardinality({x, "a"}) = 2
Member == x \in {"a"} \/ TRUE
TupleSet == <<x>> = {} \/ TRUE
EmptyTupleSet == {} = <<>> \/ TRUE
RecordTuple == [a |-> x] = <<x>> \/ TRUE
StringNat == "a" \in Nat \/ TRUE
BoolNat == TRUE \in Nat \/ TRUE
SubsetMixed == {"a"} \subseteq {x} \/ TRUE
FunctionInt == [n \in {x} |-> n] = 1 \/ TRUE
ModelValue == (mv = x) = FALSE /\ mv # "a" /\ mv # {} /\ mv = mv /\ mv # <<>> /\ mv \notin {1}
ModelValueSets == Cardinality({mv, 1}) = 2 /\ Cardinality({mv, "a"}) = 2 /\ {mv} # {1}
ModelValueIn == mv \notin Nat /\ mv \notin {1, 2} /\ 1 \notin {mv}
Lazy == Nat # {1} \/ TRUE
NatInt == Nat = Int \/ TRUE
Lengths == <<1>> # <<"a", 2>> /\ {1} # {"a", "b"} /\ [a |-> 1] # [a |-> 1, b |-> "c"]
Order == x < "a" \/ TRUE
TupleElements == <<1, 2>> # <<1, "a">> \/ TRUE
TupleFirst == <<1, 2>> # <<2, "a">>
RecordFields == [a |-> 1, b |-> 2] # [a |-> 1, b |-> "c"] \/ TRUE
SetOrder == {1, 2} # {2, 3}
SetsOfSets == {{1}, {"a"}} = {} \/ TRUE
====
