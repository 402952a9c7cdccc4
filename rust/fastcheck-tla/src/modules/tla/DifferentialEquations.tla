---- MODULE DifferentialEquations ----
LOCAL INSTANCE Reals
LOCAL INSTANCE Sequences

LOCAL Open(a, b) == {r \in Real : a < r /\ r < b}

(* g is the derivative of f.                                                    *)
LOCAL IsDerivative(g, f) ==
  /\ g \in [DOMAIN f -> Real]
  /\ \A r \in DOMAIN f, e \in {p \in Real : p > 0} :
       \E d \in {p \in Real : p > 0} :
         \A s \in Open(r - d, r + d) \ {r} :
           (f[s] - f[r]) / (s - r) \in Open(g[r] - e, g[r] + e)

(* The values at b of the solution of D = 0 and its derivatives whose values at *)
(* a are given.                                                                 *)
Integrate(D, a, b, initial) ==
  LET n == Len(initial)
      solves(f) ==
        \E e \in {p \in Real : p > 0} :
          /\ f \in [0..n -> [Open(a - e, b + e) -> Real]]
          /\ \A i \in 1..n : /\ IsDerivative(f[i], f[i - 1])
                             /\ f[i - 1][a] = initial[i]
          /\ \A r \in Open(a - e, b + e) :
               D[<<r>> \o [i \in 1..(n + 1) |-> f[i - 1][r]]] = 0
      solution == CHOOSE f : solves(f)
  IN [i \in 1..n |-> solution[i - 1][b]]
====
