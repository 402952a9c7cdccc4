---- MODULE parse_iff ----
(* <=> binds tighter than =>, and both weaker than /\ and \/. *)
ASSUME FALSE <=> TRUE => TRUE
ASSUME (FALSE => TRUE <=> FALSE) = (FALSE => (TRUE <=> FALSE))
ASSUME FALSE /\ TRUE => FALSE
ASSUME TRUE \/ FALSE <=> TRUE
(* The body of a quantifier reaches as far right as it can. *)
ASSUME \A n \in {1, 2} : n = 3 => n = 4 <=> FALSE
ASSUME (\A n \in {1, 2} : n = 1 => n = 1) /\ TRUE
ASSUME \E n \in {1} : n = 2 \/ n = 1
ASSUME TRUE => \E n \in {1} : FALSE \/ n = 1 => FALSE \/ n = 1
ASSUME ~ \E n \in {1} : n = 2 \/ n = 3
ASSUME \A n \in {1} : \E m \in {2} : m = 2 <=> n = 1
====
