---- MODULE parse_not_list ----
(* ~ in front of a list applies to the whole list; an infix operator on a    *)
(* new line at the column of the bullets takes the list as its left operand. *)
ASSUME
  ~ /\ TRUE
    /\ FALSE
ASSUME
  /\ TRUE
  /\ FALSE
  => FALSE
ASSUME
  LET P == /\ FALSE
           /\ TRUE
        => FALSE
  IN P
ASSUME
  \/ FALSE
  \/ ~ \/ FALSE
       \/ FALSE
ASSUME
  /\ \/ FALSE
     \/ TRUE
  /\ TRUE
====
