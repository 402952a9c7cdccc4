---- MODULE open_comment ----
A == 1 (* one (* two *)
\*! 8-9 FC1004 this comment has no end
\*? comments nest: every `(*` needs a `*)`
B == ;
====
