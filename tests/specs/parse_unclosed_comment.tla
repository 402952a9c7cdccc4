---- MODULE parse_unclosed_comment ----
VARIABLE x
Init == x = 0
(* a comment (* in a comment *) that does not end
Next == x' = x
====
