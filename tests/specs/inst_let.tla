---- MODULE inst_let ----
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next ==
  LET One(n) == n + 1
      I == INSTANCE inst_counter WITH Limit <- 2, Step <- One, c <- x
  IN I!Inc
====
