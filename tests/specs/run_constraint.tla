---- MODULE run_constraint ----
(* States outside the constraints are generated and checked, but neither     *)
(* kept nor expanded.                                                        *)
EXTENDS Naturals
VARIABLES x, y
Init == x \in 0..1 /\ y \in {0, 9}
Next == \/ x' = x + 1 /\ UNCHANGED y
        \/ y' = y + 1 /\ UNCHANGED x
Small == x < 3
SmallY == y < 3
OneStep == y' = y \/ x' = x
NotBack == x' + y' # 3
Inv == x < 3
InvInside == x < 4 /\ y < 10
Prop == [][x' <= 2]_<<x, y>>
====
