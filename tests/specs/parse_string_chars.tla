---- MODULE parse_string_chars ----
EXTENDS Sequences, Naturals
ASSUME Len("abc") = 3
ASSUME "ab" \o "cd" = "abcd"
ASSUME {"a", "b"} = {"b", "a", "a"}
ASSUME "a" # "A"
ASSUME "(* no comment *)" # "" /\ "\\* neither" # ""
====
