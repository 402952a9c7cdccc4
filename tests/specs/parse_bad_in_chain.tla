---- MODULE parse_bad_in_chain ----
ASSUME 1 \in {1} = TRUE \* error here
====
