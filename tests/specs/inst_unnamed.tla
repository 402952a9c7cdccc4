---- MODULE inst_unnamed ----
EXTENDS Naturals
VARIABLE z
More(n) == n + 3
INSTANCE inst_counter WITH Limit <- 7, Step <- More, c <- z
====
