---- MODULE parse_bad_minus_times ----
EXTENDS Integers
ASSUME 2 * -3 = -6 \* error here
====
