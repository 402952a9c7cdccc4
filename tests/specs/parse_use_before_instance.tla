---- MODULE parse_use_before_instance ----
VARIABLE x
Init == x = 0
Next == x' = 1 - x \* error here
LOCAL INSTANCE Naturals
====
