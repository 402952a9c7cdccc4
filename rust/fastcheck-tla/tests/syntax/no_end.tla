---- MODULE no_end ----
A == 1
\*! 1 FC1015 the module has no end
\*? a module ends with `====`, at least four of them
