"""Dining philosophers: each takes the fork to one side, then the other, eats, and puts both back.

If all take the same side first, everyone may end with one fork in hand: a deadlock. `Ordered`
numbers the forks and takes the lower number first, so that no circle of waiting can close.
"""

import fastcheck as fc


class Philosophers(fc.Model):
    N: int = fc.const(5)

    holder: dict[int, int | None]  # who holds fork f
    eating: dict[int, bool]

    def seats(self) -> range:
        return range(self.N)

    def forks(self, p: int) -> tuple[int, int]:
        """The forks of philosopher p, in the order in which they are taken."""
        return p, (p + 1) % self.N

    @fc.init
    def sit_down(self) -> None:
        self.holder = {f: None for f in self.seats()}
        self.eating = {p: False for p in self.seats()}

    @fc.action(p=lambda self: self.seats())
    def take_first(self, p: int) -> None:
        first, _ = self.forks(p)
        fc.require(self.holder[first] is None)
        self.holder[first] = p

    @fc.action(p=lambda self: self.seats())
    def take_second(self, p: int) -> None:
        first, second = self.forks(p)
        fc.require(self.holder[first] == p and self.holder[second] is None)
        self.holder[second] = p
        self.eating[p] = True

    @fc.action(p=lambda self: self.seats())
    def put_back(self, p: int) -> None:
        fc.require(self.eating[p])
        first, second = self.forks(p)
        self.holder[first] = self.holder[second] = None
        self.eating[p] = False

    @fc.invariant
    def neighbours_do_not_eat_together(self) -> bool:
        return not any(self.eating[p] and self.eating[(p + 1) % self.N] for p in self.seats())

    @fc.invariant
    def who_eats_holds_both_forks(self) -> bool:
        return all(
            self.holder[f] == p for p in self.seats() if self.eating[p] for f in self.forks(p)
        )


class Ordered(Philosophers):
    """The lower fork first: no deadlock."""

    def forks(self, p: int) -> tuple[int, int]:
        left, right = p, (p + 1) % self.N
        return min(left, right), max(left, right)


class WeaklyFair(Ordered):
    """No deadlock, and yet one may starve: whenever it looks, a neighbour has the fork."""

    @fc.action(fair="weak", p=lambda self: self.seats())
    def take_first(self, p: int) -> None:
        super().take_first(p)

    @fc.action(fair="weak", p=lambda self: self.seats())
    def take_second(self, p: int) -> None:
        super().take_second(p)

    @fc.action(fair="weak", p=lambda self: self.seats())
    def put_back(self, p: int) -> None:
        super().put_back(p)

    @fc.predicate(p=lambda self: self.seats())
    def eats(self, p: int) -> bool:
        return self.eating[p]

    everybody_eats = fc.infinitely_often(eats)


class StronglyFair(WeaklyFair):
    """A fork that is free again and again is taken in the end."""

    @fc.action(fair="strong", p=lambda self: self.seats())
    def take_first(self, p: int) -> None:
        super().take_first(p)

    @fc.action(fair="strong", p=lambda self: self.seats())
    def take_second(self, p: int) -> None:
        super().take_second(p)
