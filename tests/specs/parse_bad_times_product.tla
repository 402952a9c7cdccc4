---- MODULE parse_bad_times_product ----
EXTENDS Integers
ASSUME {1} \X {2} * {3} = {} \* error here
====
