---- MODULE Reals ----
EXTENDS Integers

(* Real numbers have no values here: evaluating one of these is an error.       *)
Real == CHOOSE R : Int \subseteq R

a / b == CHOOSE r \in Real : r * b = a

Infinity == CHOOSE i : i \notin Real /\ \A r \in Real : r < i
====
