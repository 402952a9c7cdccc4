---- MODULE scope_diamond_left ----
EXTENDS scope_diamond_base
Left == Base + 1
====
