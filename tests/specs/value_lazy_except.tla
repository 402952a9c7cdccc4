---- MODULE value_lazy_except ----
(* EXCEPT of functions over what is not listed. *)
EXTENDS Naturals, Sequences
VARIABLE x
F == [i \in Nat |-> i * i]
G == [F EXCEPT ![3] = @ + 1, ![5] = 7, ![3] = @ * 2]
H == [[i \in Nat |-> [j \in Nat |-> 10 * i + j]] EXCEPT ![2][4] = @ + 1, ![2][5] = 0, ![7] = F]
P == [[i \in Nat, s \in STRING |-> <<i, s>>] EXCEPT ![1, "a"] = @[1]]
Fib[n \in Nat] == IF n < 2 THEN n ELSE Fib[n - 1] + Fib[n - 2]
Fob == [Fib EXCEPT ![1] = 100]
Sub == [[S \in SUBSET {1, 2, x} |-> 0] EXCEPT ![{x}] = x]
Init == x = 3
Next == UNCHANGED x
Values == /\ <<G[2], G[3], G[5]>> = <<4, 20, 7>>
          /\ <<F[3], F[5]>> = <<9, 25>>
          /\ <<H[2][3], H[2][4], H[2][5], H[3][4], H[7][6]>> = <<23, 25, 0, 34, 36>>
          /\ <<P[1, "a"], P[1, "b"], P[<<2, "a">>]>> = <<1, <<1, "b">>, <<2, "a">>>>
          /\ <<Fob[1], Fob[2], Fob[5], Fib[6]>> = <<100, 1, 5, 8>>
          /\ <<Sub[{x}], Sub[{}], [Sub EXCEPT ![{1}] = 9][{1}]>> = <<3, 0, 9>>
Primed == LET f == [i \in Nat |-> x + i] IN [f EXCEPT ![x] = 0][x] = 0 /\ x' = [f EXCEPT ![0] = 5][0]
Five == x \in {3, 5}
Listed == [F EXCEPT ![1] = 2] = F
====
