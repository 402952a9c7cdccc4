Text before the module is no TLA+: \* (* /\ == ]]
---- MODULE parse_comments ----
EXTENDS Naturals (* a comment (* in a comment *) ends here *)
VARIABLE x \* a line comment (* that does not open one
Init == x = 0
Next ==
  LET (* a comment between LET and its definitions *)
      \* and another one
      step == 1
      (* and one between definitions: no == 5 *)
      limit == 3
  IN  (* and before the body *) x < limit /\ x' = x + step
Inv == LET \* a comment
           low == 0 IN x >= low
(*********)
Never == x # 3
====
Text after the module is no TLA+ either: ==== ---- \E
