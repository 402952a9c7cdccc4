---- MODULE parse_bad_plus_percent ----
EXTENDS Integers
ASSUME 5 + 3 % 2 = 6 \* error here
====
