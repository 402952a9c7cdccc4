---- MODULE value_errors ----
(* Each of these is an error when it is evaluated. *)
EXTENDS Integers, Sequences, FiniteSets
VARIABLE x
Init == x = 0
Next == x' = x
DivideByZero == 1 \div x = 1
ModZero == 1 % x = 1
ModNegative == 5 % (x - 3) = 1
PowerZero == x ^ x = 1
OutOfDomain == <<1, 2>>[x + 3] = 1
NoField == [a |-> 1].b = 1
HeadEmpty == Head(<<>>) = 1
TailEmpty == Tail(<<>>) = <<>>
ApplyInt == x[1] = 1
FieldOfInt == x.a = 1
NoChoice == (CHOOSE n \in {1, 2} : n > 5 + x) = 1
UnboundedChoice == (CHOOSE n : n > x) = 1
NoCase == (CASE x = 1 -> TRUE [] x = 2 -> TRUE)
CardinalityInfinite == Cardinality(Nat) = x
UnionOfInts == UNION {1, x} = {}
DomainOfInt == DOMAIN x = {}
SubSeqOut == SubSeq(<<1, 2>>, 1, 3 + x) = <<>>
NotInt == x + "a" = 1
ConditionNotBoolean == IF x THEN TRUE ELSE FALSE
NotOfInt == ~x
AndOfInt == TRUE /\ x
OrShort == TRUE \/ x
AndShort == ~(FALSE /\ x)
ImpliesShort == FALSE => x
ForallShort == ~(\A n \in {1, 2} : n = 2 /\ x)
ExistsShort == \E n \in {1, 2} : n = 1 \/ x
NotASet == \E n \in x : TRUE
EnumerateInt == {n \in Int : n = x} = {0}
====
