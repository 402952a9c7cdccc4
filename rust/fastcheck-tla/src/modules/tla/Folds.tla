---- MODULE Folds ----

(* op(f(x1), op(f(x2), ... base)), where choose picks x1 from S, then x2 from   *)
(* what is left, and so on.                                                     *)
MapThenFoldSet(op(_, _), base, f(_), choose(_), S) ==
  LET fold[T \in SUBSET S] ==
        IF T = {} THEN base
        ELSE LET x == choose(T)
             IN op(f(x), fold[T \ {x}])
  IN fold[S]
====
