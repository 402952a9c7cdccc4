---- MODULE parse_case ----
EXTENDS Naturals
F(n) == CASE n = 1 -> "one"
          [] n = 2 -> "two"
          [] OTHER -> "many"
G(n) == CASE n > 0 -> CASE n > 5 -> "big" [] OTHER -> "small" [] OTHER -> "none"
ASSUME F(1) = "one" /\ F(2) = "two" /\ F(9) = "many"
ASSUME G(7) = "big" /\ G(1) = "small"
ASSUME (IF TRUE THEN 1 ELSE 2 + 5) = 1
ASSUME (IF FALSE THEN 1 ELSE 2 + 5) = 7
ASSUME (IF FALSE THEN 1 ELSE IF TRUE THEN 3 ELSE 4) = 3
====
