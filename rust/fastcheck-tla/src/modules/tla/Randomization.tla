---- MODULE Randomization ----
LOCAL INSTANCE Naturals
LOCAL INSTANCE FiniteSets

(* Some subset of S with k members.                                             *)
RandomSubset(k, S) == CHOOSE T \in SUBSET S : Cardinality(T) = k

(* Some set of at most k subsets of S, each with n members on average.          *)
RandomSetOfSubsets(k, n, S) ==
  CHOOSE T \in SUBSET SUBSET S : Cardinality(T) \leq k

(* How many subsets five choices had.                                           *)
TestRandomSetOfSubsets(k, n, S) ==
  [i \in 1..5 |-> Cardinality(RandomSetOfSubsets(k, n, S))]
====
