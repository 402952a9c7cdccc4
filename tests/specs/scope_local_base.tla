---- MODULE scope_local_base ----
LOCAL INSTANCE Naturals
LOCAL Hidden == 1
Shown == Hidden + 1
====
