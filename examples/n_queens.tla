------------------------------ MODULE n_queens -----------------------------
(* N queens on a board of N columns, so that none attacks another, placed    *)
(* column by column. Twin of n_queens.py: NotSolved says that the board is   *)
(* never full, so the counterexample is a solution. For Rooks the cfg        *)
(* replaces Apart.                                                           *)
EXTENDS Integers, Sequences

CONSTANT N

VARIABLE rows  \* rows[c]: row of the queen in column c, from the left

Differ(row, other, columns) == other - row \notin {-columns, columns}

(* Whether queens in these rows, so many columns apart, leave each other *)
(* alone.                                                                *)
Apart(row, other, columns) == row # other /\ Differ(row, other, columns)

(* Broken: rooks do not mind the diagonals. *)
ApartAsRooks(row, other, columns) == row # other

Init == rows = <<>>

Place(row) ==
  /\ Len(rows) < N
  /\ \A c \in 1..Len(rows) : Apart(rows[c], row, Len(rows) + 1 - c)
  /\ rows' = Append(rows, row)

Next == \E row \in 1..N : Place(row)

Spec == Init /\ [][Next]_rows

NoQueenAttacksAnother ==
  \A d \in 1..Len(rows) : \A c \in 1..(d - 1) :
    rows[c] # rows[d] /\ Differ(rows[c], rows[d], d - c)

NotSolved == Len(rows) < N
=============================================================================
