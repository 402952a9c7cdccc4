---- MODULE parse_list_ends ----
(* A list ends where its columns end: in a parenthesis, at THEN, at IN. *)
EXTENDS Naturals
F(a) == IF /\ a > 0
           /\ a < 5 THEN \/ a = 1
                         \/ a = 2 ELSE FALSE
ASSUME F(1) /\ F(2) /\ ~F(3) /\ ~F(0)
ASSUME (/\ TRUE
        /\ TRUE) /\ TRUE
ASSUME LET P == /\ TRUE
                /\ FALSE IN ~P
ASSUME {n \in 1..3 : /\ n > 1
                     /\ n < 3} = {2}
ASSUME CASE /\ TRUE
            /\ FALSE -> FALSE
         [] OTHER -> /\ TRUE
                     /\ TRUE
====
