---- MODULE lists ----
A1 == /\ a
      /\
\*! 7-8 FC1008 a list item without an expression
      /\ b
A2 == /\ (a
      ) /\ b
\*! 7 FC1011 `)` is not to the right of the bullet of the list item it belongs to
A3 == /\ IF a
         THEN b
      ELSE c
\*! 7-10 FC1011 `ELSE` is not to the right of the bullet of the list item it belongs to
A4 == /\ x +
      y
\*! 7 FC1008 expected an expression, found `y`, which is not to the right of the bullet of this list item
\*? `+` needs an operand on its right
A5 == CASE a -> /\ CASE b -> c
   [] d -> e
\*! 4-5 FC1011 `[]` is not to the right of the bullet of the list item it belongs to
A6 == /\ \E x \in S :
   x = 1
\*! 4 FC1008 expected an expression, found `x`, which is not to the right of the bullet of this list item
A7 == /\ LET y == 1
   IN y
\*! 4-5 FC1007 expected a definition or IN, found `IN`, which is not to the right of the bullet of this list item
A8 ==
  /\ a
  \/
====
\*! 1-4 FC1008 expected an expression, found the end of the module
\*? `\/` needs an operand on its right
