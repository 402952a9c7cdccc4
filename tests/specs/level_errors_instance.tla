---- MODULE level_errors_instance ----
(* A constant may not be replaced by a variable where the module needs a     *)
(* constant.                                                                 *)
VARIABLE x
I == INSTANCE level_errors_instance_base WITH K <- x \* error here
Init == x = 0
Next == x' = x
====
