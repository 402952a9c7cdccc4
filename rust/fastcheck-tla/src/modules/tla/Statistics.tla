---- MODULE Statistics ----
EXTENDS Naturals

(* Pearson's test: the counts that were seen agree with those expected.         *)
ChiSquare(expected, actual, significance) == CHOOSE b \in BOOLEAN : TRUE
====
