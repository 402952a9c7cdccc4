---- MODULE parse_unicode ----
EXTENDS Naturals
VARIABLE x
Init ≜ x = 0
Next ≜ ∧ x ∈ 0‥2
       ∧ ∨ x' = x + 1
         ∨ ∃ n ∈ {0} : x' = n
Spec ≜ Init ∧ □[Next]_x
Inv ≜ ∀ n ∈ {4} : x ≠ n ∧ ¬(x ≥ 4) ∧ (x = 5 ⇒ FALSE) ∧ x ∉ {7} ∪ {8}
====
