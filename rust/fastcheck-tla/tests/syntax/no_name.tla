---- MODULE ---- 
\*! 13-16 FC1007 expected the name of the module, found a separator `----`
A == 1
====
