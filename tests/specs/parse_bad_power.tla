---- MODULE parse_bad_power ----
EXTENDS Integers
ASSUME 2 ^ 2 ^ 3 = 256 \* error here
====
