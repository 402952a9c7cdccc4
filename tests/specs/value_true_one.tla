---- MODULE value_true_one ----
(* TRUE, 1, "1", {1} and <<1>> are five states, and so on. *)
CONSTANTS mv, one
VARIABLE x
Init == \/ x = TRUE \/ x = FALSE \/ x = 1 \/ x = 0 \/ x = "1" \/ x = "TRUE" \/ x = ""
        \/ x = {1} \/ x = {} \/ x = <<1>> \/ x = <<>> \/ x = [a |-> 1]
        \/ x = mv \/ x = one \/ x = "mv" \/ x = <<TRUE>> \/ x = {TRUE} \/ x = <<<<>>>> \/ x = {{}}
Next == x' = x
====
