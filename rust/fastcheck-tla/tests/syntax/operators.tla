---- MODULE operators ----
A1 == a = b = c
\*! 13 FC1010 `=` does not associate: several `=` in a row have no meaning
\*? use parentheses
A2 == a /\ b \/ c
\*! 14-15 FC1010 `/\` and `\/` side by side: neither binds tighter than the other
\*? use parentheses
A3 == a => b => c
\*! 14-15 FC1010 `=>` does not associate: several `=>` in a row have no meaning
\*? use parentheses
A4 == /\ a
      /\ b \/ c /\ d
\*! 17-18 FC1010 `\/` and `/\` side by side: neither binds tighter than the other
\*? use parentheses
A5 == a /\ b
       \/ c
\*! 8-9 FC1010 `/\` and `\/` side by side: neither binds tighter than the other
\*? use parentheses; or, if this was to be a list, put its bullets in one column
A6 == ENABLED A'
\*! 16 FC1010 `ENABLED` and `'` side by side: neither binds tighter than the other
\*? use parentheses
A7 == a * -b
\*! 11 FC1010 `*` and `-` side by side: neither binds tighter than the other
\*? use parentheses
A8 == [] a = b
\*! 12 FC1010 `[]` and `=` side by side: neither binds tighter than the other
\*? use parentheses
A9 == x \in S = T
\*! 15 FC1010 `\in` and `=` side by side: neither binds tighter than the other
\*? use parentheses
A10 == l + 1 :: x
\*! 14-15 FC1013 what stands before `::` is no label: expected `name ::` or `name(x, y) ::`
A11 == l(1) :: x
\*! 13-14 FC1013 what stands before `::` is no label: expected `name ::` or `name(x, y) ::`
A12 == a * l :: b + c
\*! 12 FC1013 without the label `l`, this would be read differently
\*? put parentheses around the label and its expression
A13 == a + l :: b * c + d
\*! 12 FC1013 without the label `l`, this would be read differently
\*? put parentheses around the label and its expression
====
