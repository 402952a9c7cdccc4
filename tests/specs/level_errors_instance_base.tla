---- MODULE level_errors_instance_base ----
CONSTANT K
VARIABLE z
ASSUME K = 1
Op == z' = K'
====
