---- MODULE parse_except ----
EXTENDS Naturals
r == [a |-> [b |-> 1, c |-> <<1, 2>>], d |-> 5]
ASSUME [r EXCEPT !.a.b = 2].a.b = 2
ASSUME [r EXCEPT !.a.c[2] = @ + 10].a.c = <<1, 12>>
ASSUME [r EXCEPT !.d = @ + @].d = 10
ASSUME [r EXCEPT !.a = [@ EXCEPT !.b = 7, !.c = <<@[2], @[1]>>]].a = [b |-> 7, c |-> <<2, 1>>]
(* Several updates in one EXCEPT are applied in order. *)
ASSUME [r EXCEPT !.d = @ + 1, !.d = @ * 2].d = 12
ASSUME [[n \in 1..3 |-> n] EXCEPT ![1] = 9, ![2] = @ + 1] = <<9, 3, 3>>
ASSUME [[m, n \in 1..2 |-> m + n] EXCEPT ![1, 2] = 0][1, 2] = 0
ASSUME [[m, n \in 1..2 |-> m + n] EXCEPT ![<<1, 2>>] = 0][<<1, 2>>] = 0
ASSUME [r EXCEPT !.a.b = 3, !.a.c[1] = r.a.b + 5].a = [b |-> 3, c |-> <<6, 2>>]
====
