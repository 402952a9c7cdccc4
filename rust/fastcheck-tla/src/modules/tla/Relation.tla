---- MODULE Relation ----
EXTENDS Naturals, FiniteSets

(* A relation on S is a function from pairs to BOOLEAN, or an operator.         *)
LOCAL AsFunction(op(_, _), S) == [p \in S \X S |-> op(p[1], p[2])]

IsReflexive(R, S) == \A x \in S : R[x, x]
IsIrreflexive(R, S) == \A x \in S : ~R[x, x]
IsSymmetric(R, S) == \A x, y \in S : R[x, y] <=> R[y, x]
IsAntiSymmetric(R, S) == \A x, y \in S : R[x, y] /\ R[y, x] => x = y
IsAsymmetric(R, S) == \A x, y \in S : ~(R[x, y] /\ R[y, x])
IsTransitive(R, S) == \A x, y, z \in S : R[x, y] /\ R[y, z] => R[x, z]

IsStrictlyPartiallyOrdered(R, S) ==
  IsIrreflexive(R, S) /\ IsAntiSymmetric(R, S) /\ IsTransitive(R, S)
IsPartiallyOrdered(R, S) ==
  IsReflexive(R, S) /\ IsAntiSymmetric(R, S) /\ IsTransitive(R, S)
IsStrictlyTotallyOrdered(R, S) ==
  /\ IsStrictlyPartiallyOrdered(R, S)
  /\ \A x, y \in S : x # y => R[x, y] \/ R[y, x]
IsTotallyOrdered(R, S) ==
  /\ IsPartiallyOrdered(R, S)
  /\ \A x, y \in S : R[x, y] \/ R[y, x]

IsReflexiveUnder(op(_, _), S) == IsReflexive(AsFunction(op, S), S)
IsIrreflexiveUnder(op(_, _), S) == IsIrreflexive(AsFunction(op, S), S)
IsSymmetricUnder(op(_, _), S) == IsSymmetric(AsFunction(op, S), S)
IsAntiSymmetricUnder(op(_, _), S) == IsAntiSymmetric(AsFunction(op, S), S)
IsAsymmetricUnder(op(_, _), S) == IsAsymmetric(AsFunction(op, S), S)
IsTransitiveUnder(op(_, _), S) == IsTransitive(AsFunction(op, S), S)
IsStrictlyPartiallyOrderedUnder(op(_, _), S) ==
  IsStrictlyPartiallyOrdered(AsFunction(op, S), S)
IsPartiallyOrderedUnder(op(_, _), S) == IsPartiallyOrdered(AsFunction(op, S), S)
IsStrictlyTotallyOrderedUnder(op(_, _), S) ==
  IsStrictlyTotallyOrdered(AsFunction(op, S), S)
IsTotallyOrderedUnder(op(_, _), S) == IsTotallyOrdered(AsFunction(op, S), S)

(* Squaring the relation as often as S has members reaches everything.          *)
TransitiveClosure(R, S) ==
  LET closure[n \in 0..Cardinality(S)] ==
        IF n = 0 THEN [x, y \in S |-> R[x, y]]
        ELSE [x, y \in S |->
                \/ closure[n - 1][x, y]
                \/ \E z \in S : closure[n - 1][x, z] /\ closure[n - 1][z, y]]
  IN closure[Cardinality(S)]

ReflexiveTransitiveClosure(R, S) ==
  LET closure == TransitiveClosure(R, S)
  IN [x, y \in S |-> x = y \/ closure[x, y]]

IsConnected(R, S) ==
  LET closure == ReflexiveTransitiveClosure(R, S)
  IN \A x, y \in S : closure[x, y]
====
