---- MODULE level_primed_operator ----
(* Priming a state function primes every variable in it, through definitions *)
(* and instances.                                                            *)
EXTENDS Naturals
VARIABLES x, y
Sum == x + y
Plus(n) == Sum + n
Pair == <<x, <<y>>>>
Init == x = 0 /\ y = 0
Next == /\ x' \in 0..2
        /\ y' \in 0..2
        /\ Sum' = 2
        /\ Plus(1)' = 3
        /\ (Pair' = <<1, <<1>>>>) \/ x' # 1
        /\ (LET k == x IN k')  = x'
Inv == (Sum = 0 \/ Sum = 2)
====
