---- MODULE parse_pluscal ----
EXTENDS Naturals
(*--algorithm count
variables n = 0;
begin
  Up:
    while n < 3 do
      n := n + 1;
    end while;
end algorithm; *)
\* BEGIN TRANSLATION
VARIABLES n, pc
vars == << n, pc >>
Init == /\ n = 0
        /\ pc = "Up"
Up == /\ pc = "Up"
      /\ IF n < 3
            THEN /\ n' = n + 1
                 /\ pc' = "Up"
            ELSE /\ pc' = "Done"
                 /\ n' = n
Terminating == pc = "Done" /\ UNCHANGED vars
Next == Up
           \/ Terminating
Spec == Init /\ [][Next]_vars
Termination == <>(pc = "Done")
\* END TRANSLATION
====
