---- MODULE scope_diamond_right ----
EXTENDS scope_diamond_base
Right == Base + 2
====
