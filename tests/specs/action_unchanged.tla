---- MODULE action_unchanged ----
EXTENDS Naturals
VARIABLES a, b, c, d
inner == <<b, c>>
vars == <<a, inner, <<d>>>>
Init == a = 0 /\ b = 1 /\ c = 2 /\ d = 3
Move == a < 2 /\ a' = a + 1 /\ UNCHANGED <<inner, <<d>>>>
Stay == a = 2 /\ UNCHANGED vars
Same == a = 1 /\ (UNCHANGED inner) /\ a' = a /\ d' = d
Next == Move \/ Stay \/ Same
Inv == b = 1 /\ c = 2 /\ d = 3
====
