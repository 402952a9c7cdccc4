---- MODULE TestFunctions ----
EXTENDS Integers, Sequences, FiniteSets, FiniteSetsExt, Functions, Folds, Relation, TLC

F == [x \in {1, 2, 5} |-> x * x]

ASSUME Range(F) = {1, 4, 25} /\ Range(<<>>) = {} /\ Range(<<3, 3>>) = {3}
ASSUME Restrict(F, {1, 5}) = (1 :> 1 @@ 5 :> 25)
ASSUME RestrictDomain(F, LAMBDA x : x > 1) = (2 :> 4 @@ 5 :> 25)
ASSUME RestrictValues(F, LAMBDA y : y < 5) = <<1, 4>>
ASSUME IsRestriction(<<1, 4>>, F) /\ ~IsRestriction(F, <<1, 4>>) /\ ~IsRestriction(<<2>>, F)
ASSUME Pointwise(<<1, 2>>, <<10, 20>>, +) = <<11, 22>>
ASSUME Inverse(F, {1, 2, 5}, {1, 4, 25}) = (1 :> 1 @@ 4 :> 2 @@ 25 :> 5)
ASSUME AntiFunction(F) = (1 :> 1 @@ 4 :> 2 @@ 25 :> 5) /\ AntiFunction(<<>>) = <<>>
ASSUME IsInjective(F) /\ ~IsInjective(<<1, 1>>) /\ IsInjective(<<>>)
ASSUME Injection({1, 2}, {3, 4}) = {<<3, 4>>, <<4, 3>>} /\ Injection({1, 2}, {3}) = {}
ASSUME Surjection({1, 2}, {3}) = {<<3, 3>>} /\ Surjection({1}, {2, 3}) = {}
ASSUME Bijection({1, 2}, {3, 4}) = {<<3, 4>>, <<4, 3>>}
ASSUME ExistsInjection({1}, {2, 3}) /\ ~ExistsSurjection({1}, {2, 3}) /\ ~ExistsBijection({1}, {2, 3})
ASSUME FoldFunction(+, 0, F) = 30 /\ FoldFunctionOnSet(+, 0, F, {1, 5}) = 26
ASSUME FoldFunction(LAMBDA x, acc : acc \o <<x>>, <<>>, <<"p", "q">>) = <<"p", "q">>
ASSUME SumFunction(F) = 30 /\ SumFunctionOnSet(F, {2}) = 4 /\ SumFunction(<<>>) = 0

ASSUME FoldSet(+, 10, 1..3) = 16 /\ FoldSet(LAMBDA x, acc : x, 0, {}) = 0
ASSUME FoldSet(LAMBDA x, acc : Append(acc, x), <<>>, {3, 1, 2}) = <<1, 2, 3>>
ASSUME ReduceSet(+, 1..3, 4) = 10 /\ SumSet({4, 5}) = 9 /\ ProductSet({2, 3, 4}) = 24
ASSUME MapThenSumSet(LAMBDA x : x * x, 1..3) = 14
ASSUME MapThenFoldSet(LAMBDA x, acc : <<x>> \o acc, <<>>, LAMBDA x : -x,
                      LAMBDA S : CHOOSE x \in S : \A y \in S : x <= y, {2, 1, 3}) = <<-1, -2, -3>>
ASSUME FlattenSet({{1}, {2, 3}, {}}) = {1, 2, 3} /\ SymDiff({1, 2}, {2, 3}) = {1, 3}
ASSUME Quantify(1..10, LAMBDA x : x % 3 = 0) = 3 /\ Quantify({}, LAMBDA x : TRUE) = 0
ASSUME kSubset(2, 1..3) = {{1, 2}, {1, 3}, {2, 3}} /\ kSubset(0, {1}) = {{}} /\ kSubset(2, {1}) = {}
ASSUME kSubset(-1, {1}) = {} /\ {1, 2} \in kSubset(2, 1..40) /\ {1, 41} \notin kSubset(2, 1..40)
ASSUME Cardinality(kSubset(3, 1..6)) = 20
ASSUME Max({3, 9, 4}) = 9 /\ Min({3, 9, 4}) = 3 /\ Max({-1}) = -1
ASSUME Choices({{1, 2}, {3}}) = {{1, 3}, {2, 3}}
ASSUME ChooseUnique({2, 4, 5}, LAMBDA x : x % 2 = 1) = 5

R == [p \in (1..3) \X (1..3) |-> p[2] = p[1] + 1]
ASSUME TransitiveClosure(R, 1..3) = [p \in (1..3) \X (1..3) |-> p[1] < p[2]]
ASSUME ReflexiveTransitiveClosure(R, 1..3) = [p \in (1..3) \X (1..3) |-> p[1] <= p[2]]
ASSUME ~IsConnected(R, 1..3) /\ IsConnected([p \in (1..2) \X (1..2) |-> p[1] # p[2]], 1..2)
ASSUME IsIrreflexive(R, 1..3) /\ ~IsReflexive(R, 1..3) /\ ~IsTransitive(R, 1..3) /\ IsAsymmetric(R, 1..3)
ASSUME IsReflexiveUnder(=, 1..3) /\ IsIrreflexiveUnder(<, 1..3) /\ IsSymmetricUnder(=, 1..3)
ASSUME IsAntiSymmetricUnder(<=, 1..3) /\ IsAsymmetricUnder(<, 1..3) /\ IsTransitiveUnder(<=, 1..3)
ASSUME IsStrictlyPartiallyOrderedUnder(<, 1..3) /\ IsPartiallyOrderedUnder(<=, 1..3)
ASSUME IsStrictlyTotallyOrderedUnder(<, 1..3) /\ IsTotallyOrderedUnder(<=, 1..3)
ASSUME ~IsPartiallyOrderedUnder(<, 1..3) /\ ~IsTotallyOrderedUnder(\subseteq, {{1}, {2}})
====
