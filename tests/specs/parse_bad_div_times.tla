---- MODULE parse_bad_div_times ----
EXTENDS Integers
ASSUME 7 \div 2 * 2 = 6 \* error here
====
