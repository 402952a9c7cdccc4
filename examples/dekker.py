"""Dekker's algorithm: the first solution of mutual exclusion for two processes with nothing but
reads and writes of shared memory.

Say that you want in; while the other one wants in too, whoever has not the turn takes back its wish
and waits for the turn. Every line between two accesses to shared memory is one action.

`LookFirst` looks at the other one before it says that it wants in. `NoTurn` insists or backs off as
it likes: mutual exclusion holds, but the two may back off from each other for ever.
"""

from typing import Literal

import fastcheck as fc

PROCESSES = (1, 2)


def other(p: int) -> int:
    """The other process."""
    return 3 - p


class Dekker(fc.Model):
    pc: dict[int, Literal["idle", "look", "contended", "waiting", "critical", "leaving"]]
    wants: dict[int, bool]
    turn: int

    @fc.init
    def start(self) -> None:
        self.pc = {p: "idle" for p in PROCESSES}
        self.wants = {p: False for p in PROCESSES}
        self.turn = 1

    def step(self, p: int, before: str, after: str) -> None:
        """Process p moves on, if it is there."""
        fc.require(self.pc[p] == before)
        self.pc[p] = after

    @fc.action(p=PROCESSES)
    def announce(self, p: int) -> None:
        self.step(p, "idle", "look")
        self.wants[p] = True

    @fc.action(fair="weak", p=PROCESSES)
    def enter(self, p: int) -> None:
        self.step(p, "look", "critical")
        fc.require(not self.wants[other(p)])

    @fc.action(fair="weak", p=PROCESSES)
    def meet(self, p: int) -> None:
        """Both want in."""
        self.step(p, "look", "contended")
        fc.require(self.wants[other(p)])

    @fc.action(fair="weak", p=PROCESSES)
    def insist(self, p: int) -> None:
        self.step(p, "contended", "look")
        fc.require(self.may_insist(p))

    @fc.action(fair="weak", p=PROCESSES)
    def back_off(self, p: int) -> None:
        self.step(p, "contended", "waiting")
        fc.require(self.may_back_off(p))
        self.wants[p] = False

    @fc.action(fair="weak", p=PROCESSES)
    def try_again(self, p: int) -> None:
        self.step(p, "waiting", "look")
        fc.require(self.may_try_again(p))
        self.wants[p] = True

    @fc.action(fair="weak", p=PROCESSES)
    def give_turn(self, p: int) -> None:
        self.step(p, "critical", "leaving")
        self.turn = other(p)

    @fc.action(fair="weak", p=PROCESSES)
    def leave(self, p: int) -> None:
        self.step(p, "leaving", "idle")
        self.wants[p] = False

    def may_insist(self, p: int) -> bool:
        return self.turn == p

    def may_back_off(self, p: int) -> bool:
        return self.turn != p

    def may_try_again(self, p: int) -> bool:
        return self.turn == p

    @fc.predicate(p=PROCESSES)
    def tries(self, p: int) -> bool:
        return self.pc[p] == "look"

    @fc.predicate(p=PROCESSES)
    def is_inside(self, p: int) -> bool:
        return self.pc[p] == "critical"

    enters_if_it_tries = fc.leads_to(tries, is_inside)

    @fc.invariant
    def mutual_exclusion(self) -> bool:
        return not all(self.pc[p] in ("critical", "leaving") for p in PROCESSES)

    @fc.invariant
    def who_is_inside_said_so(self) -> bool:
        return all(self.wants[p] for p in PROCESSES if self.pc[p] in ("critical", "leaving"))


class LookFirst(Dekker):
    """Broken: looks first and announces itself on the way in."""

    @fc.action(p=PROCESSES)
    def announce(self, p: int) -> None:
        self.step(p, "idle", "look")

    @fc.action(fair="weak", p=PROCESSES)
    def enter(self, p: int) -> None:
        self.step(p, "look", "contended")
        fc.require(not self.wants[other(p)])

    @fc.action(fair="weak", p=PROCESSES)
    def insist(self, p: int) -> None:
        self.step(p, "contended", "critical")
        self.wants[p] = True


class NoTurn(Dekker):
    """Safe, and useless: both back off, both try again, both back off."""

    def may_insist(self, p: int) -> bool:
        return True

    def may_back_off(self, p: int) -> bool:
        return True

    def may_try_again(self, p: int) -> bool:
        return True
