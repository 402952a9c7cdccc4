---- MODULE parse_list_tabs ----
VARIABLES x
Init == /\ x = 0
	/\ TRUE
Next == /\ x' \in {0, 1}
	/\ \/ x = 0
	   \/ x = 1
====
