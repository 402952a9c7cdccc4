---- MODULE inst_missing ----
VARIABLE z
I == INSTANCE inst_counter WITH Limit <- 7, c <- z \* error here
Init == z = 0
Next == z' = z
====
