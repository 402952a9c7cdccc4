A == 1
\*! 1 FC1002 this file has no module
\*? a module begins with `---- MODULE Name ----` and ends with `====`; at least four of each
--- MODULE few_dashes ---
===
