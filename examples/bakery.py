"""Lamport's bakery: whoever wants in takes a number larger than all that he sees, and the lowest
number is served first.

Nothing is atomic but a read and a write: a process reads the numbers of the others one by one, two
may take the same number, and then the process with the lower name goes first. So a process waits
for each other one twice: until that one is not just taking a number, and until its number is none
or larger. Numbers grow for ever, so a constraint bounds the exploration.

`NoDoor` does not wait for those who are just taking a number.
"""

from typing import Literal

import fastcheck as fc


class Bakery(fc.Model):
    N: int = fc.const(2)
    MAX_NUMBER: int = fc.const(3)

    pc: dict[int, Literal["outside", "taking", "took", "waiting", "inside"]]
    choosing: dict[int, bool]
    number: dict[int, int]  # 0 for none
    highest: dict[int, int]  # number seen so far while taking one
    doors: dict[int, set[int]]  # who may still be taking a number
    ahead: dict[int, set[int]]  # whose numbers are still to be looked at

    def processes(self) -> range:
        return range(1, self.N + 1)

    def others(self, p: int) -> set[int]:
        return {q for q in self.processes() if q != p}

    @fc.init
    def start(self) -> None:
        self.pc = {p: "outside" for p in self.processes()}
        self.choosing = {p: False for p in self.processes()}
        self.number = {p: 0 for p in self.processes()}
        self.highest = {p: 0 for p in self.processes()}
        self.doors = {p: set() for p in self.processes()}
        self.ahead = {p: set() for p in self.processes()}

    @fc.action(p=lambda self: self.processes())
    def arrive(self, p: int) -> None:
        fc.require(self.pc[p] == "outside")
        self.pc[p] = "taking"
        self.choosing[p] = True
        self.ahead[p] = self.others(p)

    @fc.action(fair="weak", p=lambda self: self.processes(), q=lambda self: self.processes())
    def read_number(self, p: int, q: int) -> None:
        fc.require(self.pc[p] == "taking" and q in self.ahead[p])
        self.ahead[p].remove(q)
        self.highest[p] = max(self.highest[p], self.number[q])

    @fc.action(fair="weak", p=lambda self: self.processes())
    def take_number(self, p: int) -> None:
        fc.require(self.pc[p] == "taking" and len(self.ahead[p]) == 0)
        self.pc[p] = "took"
        self.number[p] = self.highest[p] + 1
        self.highest[p] = 0

    @fc.action(fair="weak", p=lambda self: self.processes())
    def begin_to_wait(self, p: int) -> None:
        fc.require(self.pc[p] == "took")
        self.pc[p] = "waiting"
        self.choosing[p] = False
        self.doors[p] = self.others(p)
        self.ahead[p] = self.others(p)

    @fc.action(fair="weak", p=lambda self: self.processes(), q=lambda self: self.processes())
    def see_door_closed(self, p: int, q: int) -> None:
        fc.require(q in self.doors[p])
        fc.require(self.is_closed(q))
        self.doors[p].remove(q)

    def is_closed(self, q: int) -> bool:
        return not self.choosing[q]

    @fc.action(fair="weak", p=lambda self: self.processes(), q=lambda self: self.processes())
    def overtake(self, p: int, q: int) -> None:
        fc.require(self.pc[p] == "waiting" and q in self.ahead[p] and q not in self.doors[p])
        fc.require(self.number[q] == 0 or (self.number[p], p) < (self.number[q], q))
        self.ahead[p].remove(q)

    @fc.action(fair="weak", p=lambda self: self.processes())
    def enter(self, p: int) -> None:
        fc.require(self.pc[p] == "waiting" and len(self.ahead[p]) == 0)
        self.pc[p] = "inside"

    @fc.action(fair="weak", p=lambda self: self.processes())
    def leave(self, p: int) -> None:
        fc.require(self.pc[p] == "inside")
        self.pc[p] = "outside"
        self.number[p] = 0

    @fc.constraint
    def numbers_are_bounded(self) -> bool:
        return all(self.number[p] <= self.MAX_NUMBER for p in self.processes())

    @fc.invariant
    def mutual_exclusion(self) -> bool:
        return sum(self.pc[p] == "inside" for p in self.processes()) <= 1


class NoDoor(Bakery):
    """Broken: somebody who is about to take the same number goes unnoticed."""

    def is_closed(self, q: int) -> bool:
        return True
