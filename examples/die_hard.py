"""Die Hard: measure out exactly four gallons with a jug of five and a jug of three.

The heroes may fill a jug at the tap, empty it on the ground, or pour one into the other. The
"invariant" says that the task is impossible, so the counterexample is the solution: the shortest
one, six steps.
"""

import fastcheck as fc


class DieHard(fc.Model):
    BIG: int = fc.const(5)
    SMALL: int = fc.const(3)
    GOAL: int = fc.const(4)

    big: int
    small: int

    @fc.init
    def both_empty(self) -> None:
        self.big = self.small = 0

    @fc.action
    def fill_small(self) -> None:
        self.small = self.SMALL

    @fc.action
    def fill_big(self) -> None:
        self.big = self.BIG

    @fc.action
    def empty_small(self) -> None:
        self.small = 0

    @fc.action
    def empty_big(self) -> None:
        self.big = 0

    @fc.action
    def small_to_big(self) -> None:
        poured = min(self.small, self.BIG - self.big)
        self.big += poured
        self.small -= poured

    @fc.action
    def big_to_small(self) -> None:
        poured = min(self.big, self.SMALL - self.small)
        self.big -= poured
        self.small += poured

    @fc.invariant
    def jugs_do_not_overflow(self) -> bool:
        return 0 <= self.big <= self.BIG and 0 <= self.small <= self.SMALL

    @fc.invariant
    def not_solved(self) -> bool:
        return self.big != self.GOAL
