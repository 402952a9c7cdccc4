"""The farmer, the wolf, the goat and the cabbage: all want to cross a river in a boat that carries
the farmer and one more.

The wolf eats the goat, and the goat the cabbage, unless the farmer is with them. The "invariant"
says that they never get across, so the counterexample is how they do: in seven crossings.
`Careless` does not look back.
"""

from enum import Enum

import fastcheck as fc


class One(Enum):
    """Somebody, or something, that wants to cross."""

    FARMER = 1
    WOLF = 2
    GOAT = 3
    CABBAGE = 4


CARGO = (One.WOLF, One.GOAT, One.CABBAGE)


class RiverCrossing(fc.Model):
    here: set[One]
    there: set[One]

    @fc.init
    def start(self) -> None:
        self.here = set(One)
        self.there = set()

    def move(self, one: One) -> None:
        """To the other bank."""
        if one in self.here:
            self.here.remove(one)
            self.there.add(one)
        else:
            self.there.remove(one)
            self.here.add(one)

    @fc.action
    def cross_alone(self) -> None:
        self.move(One.FARMER)
        fc.require(self.looks_good())

    @fc.action(one=CARGO)
    def cross_with(self, one: One) -> None:
        fc.require((one in self.here) == (One.FARMER in self.here))
        self.move(One.FARMER)
        self.move(one)
        fc.require(self.looks_good())

    def looks_good(self) -> bool:
        """What the farmer wants to see before he leaves."""
        return self.peaceful()

    def peaceful(self) -> bool:
        """Whether nobody is left with whom it wants to eat."""
        return all(
            One.FARMER in bank
            or not ({One.WOLF, One.GOAT} <= set(bank) or {One.GOAT, One.CABBAGE} <= set(bank))
            for bank in (self.here, self.there)
        )

    @fc.invariant
    def nobody_is_eaten(self) -> bool:
        return self.peaceful()

    @fc.invariant
    def not_all_across(self) -> bool:
        return len(self.here) > 0


class Careless(RiverCrossing):
    """Broken: rows away without a look at who stays behind."""

    def looks_good(self) -> bool:
        return True
