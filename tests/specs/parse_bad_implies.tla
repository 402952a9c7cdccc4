---- MODULE parse_bad_implies ----
ASSUME TRUE => FALSE => TRUE \* error here
====
