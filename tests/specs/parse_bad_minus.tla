---- MODULE parse_bad_minus ----
EXTENDS Integers
ASSUME {1} \cup {2} \cap {3} = {1} \* error here
====
