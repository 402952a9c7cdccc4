---- MODULE live_refuted ----
(* A temporal property that a beginning of a behaviour decides: it is violated however that goes on. *)
EXTENDS Naturals
VARIABLES x, y
vars == <<x, y>>
Init == x = 0 /\ y = 0
Next == \/ x < 3 /\ x' = x + 1 /\ y' = y
        \/ x = 2 /\ y' = 1 - y /\ x' = x
        \/ x = 3 /\ x' = 0 /\ y' = y
Spec == Init /\ [][Next]_vars
Fair == Spec /\ WF_vars(Next)
Nested == [](x = 1 => [](x = 2 => [](y = 0)))
Implied == x = 0 => [](y = 0)
Either == [](x # 3) \/ [](y = 0)
Twice == [](x = 3 => [](x = 0 => [](x # 1)))
Later == [](x = 1 => [](x # 0)) /\ []<>(x = 9)
Open == [](x = 1 => <>(x = 9))
====
