---- MODULE parse_subexpression_names ----
EXTENDS Naturals
Sum(a, b) == a + b
Cond == /\ 1 + 1 = 2
        /\ 2 + 2 = 5
ASSUME Sum(3, 4)!1 = 3
ASSUME Cond!1
ASSUME ~Cond!2
ASSUME Cond!2!2 = 5
ASSUME Cond!1!<< = 2
Pick == \E n \in {1, 2} : n > 5
ASSUME Pick!(7)
====
