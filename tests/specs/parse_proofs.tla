---- MODULE parse_proofs ----
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = 1 - x
Spec == Init /\ [][Next]_x
Inv == x \in {0, 1}
PTL == TRUE
LEMMA Easy == \A n \in Nat : n + 0 = n
  OBVIOUS
THEOREM Safe == Spec => []Inv
<1>1. Init => Inv
  BY DEF Init, Inv
<1>2. Inv /\ [Next]_x => Inv'
  <2> SUFFICES ASSUME Inv, [Next]_x PROVE Inv'
    OBVIOUS
  <2>1. CASE Next
    BY <2>1 DEF Next, Inv
  <2>2. CASE UNCHANGED x
    <3> DEFINE y == x
    <3> HIDE DEF y
    <3> QED BY <2>2 DEF Inv
  <2>3. QED BY <2>1, <2>2
<1>3. PICK n \in Nat : n = 0
  <2> WITNESS 0 \in Nat
  <2> QED
<1>4. \A m \in Nat : m = m
  <2> TAKE m \in Nat
  <2> HAVE TRUE
  <2> QED PROOF OMITTED
<1> USE DEF Spec
<1>5. QED BY <1>1, <1>2, PTL DEF Spec
COROLLARY TRUE
PROPOSITION ASSUME NEW a \in Nat, a > 0 PROVE a # 0
====
