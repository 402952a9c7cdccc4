---- MODULE scope_local_not_seen ----
EXTENDS scope_local_base
VARIABLE x
Init == x = Shown
Next == x' = x + 1 \* error here
====
