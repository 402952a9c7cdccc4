---- MODULE header
\*! 13-18 FC1007 expected `----` behind the name of the module, found the beginning of another definition
\*? a module begins with `---- MODULE Name ----`, at least four dashes on both sides
A == 1
====
