---- MODULE cfg_scoped_instance ----
EXTENDS Naturals
VARIABLE x
CONSTANT None
I == INSTANCE cfg_scoped_instance_base
Init == x = 0
Next == x' = 1 - x
Inv == I!Nobody = None
====
