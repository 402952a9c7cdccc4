"""N queens on a board of N columns, so that none attacks another.

Queens are placed column by column, each where no earlier one attacks it. The "invariant" says that
the board is never full, so the counterexample is a solution; that a placement leads nowhere is no
deadlock. `Rooks` forgets the diagonals.
"""

import fastcheck as fc


class Queens(fc.Model):
    N: int = fc.const(6)

    rows: list[int]  # rows[c]: row of the queen in column c, from the left

    @fc.init
    def empty_board(self) -> None:
        self.rows = []

    @fc.action(row=lambda self: range(1, self.N + 1))
    def place(self, row: int) -> None:
        column = len(self.rows)
        fc.require(column < self.N)
        fc.require(all(self.apart(self.rows[c], row, column - c) for c in range(column)))
        self.rows.append(row)

    def apart(self, row: int, other: int, columns: int) -> bool:
        """Whether queens in these rows, so many columns apart, leave each other alone."""
        return row != other and abs(row - other) != columns

    @fc.terminal
    def dead_ends_are_expected(self) -> bool:
        return True

    @fc.invariant
    def no_queen_attacks_another(self) -> bool:
        columns = range(len(self.rows))
        return all(
            self.rows[c] != self.rows[d] and abs(self.rows[c] - self.rows[d]) != d - c
            for d in columns
            for c in range(d)
        )

    @fc.invariant
    def not_solved(self) -> bool:
        return len(self.rows) < self.N


class Rooks(Queens):
    """Broken: rooks do not mind the diagonals."""

    def apart(self, row: int, other: int, columns: int) -> bool:
        return row != other
