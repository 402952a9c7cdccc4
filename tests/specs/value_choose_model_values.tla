---- MODULE value_choose_model_values ----
CONSTANTS S, b, a
VARIABLE x
Init == x = CHOOSE e \in S : TRUE
Next == x' = CHOOSE e \in {a, b} : TRUE
IsB == x = b
====
