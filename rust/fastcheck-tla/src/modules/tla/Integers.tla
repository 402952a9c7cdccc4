---- MODULE Integers ----
EXTENDS Naturals

(* All integers.                                                                *)
Int == Nat \cup {0 - n : n \in Nat}

-. a == 0 - a
====
