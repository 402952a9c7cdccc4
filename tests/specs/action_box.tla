---- MODULE action_box ----
(* [A]_v in a next-state relation allows the step that changes nothing;      *)
(* <<A>>_v leaves out the steps of A that change nothing.                    *)
EXTENDS Naturals
VARIABLE x
Init == x = 0
A == x' = (x + 1) % 3 \/ (x = 1 /\ x' = x)
Box == [A]_x
Angle == <<A>>_x
====
