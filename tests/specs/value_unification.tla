---- MODULE value_unification ----
(* A sequence is a tuple is a function on 1..n; a record is a function on    *)
(* strings; the empty function is << >>. Inside sets too.                    *)
EXTENDS Naturals, Sequences, FiniteSets, TLC
ASSUME <<1, 2>> = [n \in 1..2 |-> n]
ASSUME [a |-> 1, b |-> 2] = [s \in {"b", "a"} |-> IF s = "a" THEN 1 ELSE 2]
ASSUME <<>> = [n \in {} |-> n]
ASSUME {<<1>>, [n \in {1} |-> 1]} = {<<1>>}
ASSUME Cardinality({[a |-> 1], [s \in {"a"} |-> 1], "a" :> 1}) = 1
ASSUME (1 :> 5 @@ 2 :> 6) = <<5, 6>>
ASSUME <<5, 6>> \in [1..2 -> {5, 6}]
ASSUME [a |-> 1] \in [{"a"} -> Nat]
ASSUME [n \in 1..2 |-> n] \in Seq(Nat)
ASSUME DOMAIN <<7, 8>> = {1, 2} /\ DOMAIN [a |-> 1] = {"a"}
ASSUME Len([n \in 1..3 |-> 0]) = 3 /\ Append(<<>>, 1) = [n \in {1} |-> 1]
ASSUME Head([n \in 1..3 |-> n + 4]) = 5
ASSUME ([s \in {"a"} |-> 3]).a = 3
ASSUME [a |-> 3]["a"] = 3
ASSUME <<1>> # <<1, 1>> /\ [a |-> 1] # [b |-> 1]
VARIABLE x
Init == x \in {<<1, 2>>, [n \in 1..2 |-> n], [n \in {} |-> n], <<>>}
Next == x' \in {1 :> 1 @@ 2 :> 2, [n \in {2, 1} |-> n]}
====
