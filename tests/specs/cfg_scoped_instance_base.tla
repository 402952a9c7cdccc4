---- MODULE cfg_scoped_instance_base ----
Nobody == CHOOSE n : n \notin {1}
====
