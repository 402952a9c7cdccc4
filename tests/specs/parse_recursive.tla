---- MODULE parse_recursive ----
EXTENDS Naturals, Sequences
RECURSIVE Sum(_), Even(_), Odd(_)
Sum(s) == IF s = <<>> THEN 0 ELSE Head(s) + Sum(Tail(s))
Even(n) == IF n = 0 THEN TRUE ELSE Odd(n - 1)
Odd(n) == IF n = 0 THEN FALSE ELSE Even(n - 1)
ASSUME Sum(<<1, 2, 3>>) = 6
ASSUME Even(10) /\ ~Odd(10)
ASSUME LET RECURSIVE Fact(_)
           Fact(n) == IF n = 0 THEN 1 ELSE n * Fact(n - 1)
       IN Fact(6) = 720
RECURSIVE Pow(_, _)
Pow(b, n) == IF n = 0 THEN 1 ELSE b * Pow(b, n - 1)
ASSUME Pow(2, 10) = 1024
Fib[n \in 0..20] == IF n < 2 THEN n ELSE Fib[n - 1] + Fib[n - 2]
ASSUME Fib[20] = 6765
====
