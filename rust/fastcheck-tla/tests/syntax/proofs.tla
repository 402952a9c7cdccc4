---- MODULE proofs ----
THEOREM A1 == x
<1>1. y
<2>1. z
<1>2. QED
\*! 1-5 FC1014 the level of step `<1>2.` does not fit here
\*? all steps of a proof have one level, which is higher than that of the step it proves
THEOREM A2 == x
<1>1. y
\*! 7 FC1007 expected a proof step, found the beginning of another definition
\*? a proof in steps ends with a QED step
A3 == 1
THEOREM A4 == x
<1>1. HAVE y
  <2>1. QED
\*! 3-7 FC1014 the step before has nothing to prove
<1>2. QED
THEOREM A5 == x
<2>1. y
  <1>1. QED
\*! 3-7 FC1014 the level of step `<1>1.` does not fit here
\*? all steps of a proof have one level, which is higher than that of the step it proves
<2>2. QED
THEOREM A6 == x
PROOF x
\*! 7 FC1007 expected a proof step such as `<1>1.`, BY, OBVIOUS or OMITTED, found `x`
THEOREM A7 == x
BY DEF
\*! 4-6 FC1008 expected an expression, found `THEOREM`
THEOREM A8 == ASSUME x
\*! 22 FC1007 expected `,` or PROVE, found the beginning of another definition
A9 == <1>1
\*! 7-10 FC1014 the name of a proof step outside a proof
THEOREM A10 == ASSUME NEW F(_) \in S PROVE x
\*! 32-34 FC1007 an operator with arguments is in no set
THEOREM A11 == x
<1>1. PICK y \in S
<1>2. QED
\*! 1-5 FC1007 expected `,` or `:`, found `<1>2.`
THEOREM A12 == x
<1>1. TAKE
<1>2. QED
\*! 1-5 FC1007 expected a name, found `<1>2.`
====
