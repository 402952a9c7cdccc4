---- MODULE parse_numbers ----
EXTENDS Naturals
ASSUME \b101 = 5 /\ \B11 = 3
ASSUME \o17 = 15 /\ \O7 = 7
ASSUME \hFF = 255 /\ \Hff = 255
ASSUME 007 = 7
ASSUME "tab\tquote\"back\\" # "tab"
ASSUME "" # " "
====
