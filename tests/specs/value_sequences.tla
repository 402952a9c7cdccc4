---- MODULE value_sequences ----
EXTENDS Integers, Sequences
s == <<3, 1, 4, 1, 5>>
ASSUME Len(s) = 5 /\ Head(s) = 3 /\ Tail(s) = <<1, 4, 1, 5>>
ASSUME Append(s, 9)[6] = 9 /\ s \o <<>> = s /\ <<>> \o <<1>> = <<1>>
ASSUME SubSeq(s, 2, 3) = <<1, 4>> /\ SubSeq(s, 3, 2) = <<>> /\ SubSeq(s, 1, 5) = s
ASSUME SelectSeq(s, LAMBDA e : e > 2) = <<3, 4, 5>>
ASSUME Len(<<>>) = 0 /\ Len("hello") = 5
ASSUME [s EXCEPT ![1] = 7][1] = 7
ASSUME <<s, "x">>[1][3] = 4
ASSUME DOMAIN s = 1..5
====
