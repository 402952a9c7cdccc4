"""Peterson's algorithm: mutual exclusion for two processes, with nothing but reads and writes of
shared memory.

Say that you want in, give the other one precedence, then wait until the other does not want in or
has given precedence to you. Every line between two accesses to shared memory is one action.
`TurnFirst` swaps the first two lines, a reordering that a compiler or a processor may well make.
"""

from typing import Literal

import fastcheck as fc

PROCESSES = (1, 2)


def other(p: int) -> int:
    """The other process."""
    return 3 - p


class Peterson(fc.Model):
    pc: dict[int, Literal["idle", "want", "yield", "wait", "critical", "leave"]]
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
    def start_trying(self, p: int) -> None:
        self.step(p, "idle", "want")

    @fc.action(fair="weak", p=PROCESSES)
    def announce(self, p: int) -> None:
        self.step(p, "want", "yield")
        self.wants[p] = True

    @fc.action(fair="weak", p=PROCESSES)
    def give_way(self, p: int) -> None:
        self.step(p, "yield", "wait")
        self.turn = other(p)

    @fc.action(fair="weak", p=PROCESSES)
    def enter(self, p: int) -> None:
        self.step(p, "wait", "critical")
        fc.require(not self.wants[other(p)] or self.turn == p)

    @fc.action(fair="weak", p=PROCESSES)
    def finish(self, p: int) -> None:
        self.step(p, "critical", "leave")

    @fc.action(fair="weak", p=PROCESSES)
    def leave(self, p: int) -> None:
        self.step(p, "leave", "idle")
        self.wants[p] = False

    @fc.predicate(p=PROCESSES)
    def tries(self, p: int) -> bool:
        return self.pc[p] == "want"

    @fc.predicate(p=PROCESSES)
    def is_inside(self, p: int) -> bool:
        return self.pc[p] == "critical"

    enters_if_it_tries = fc.leads_to(tries, is_inside)

    @fc.invariant
    def mutual_exclusion(self) -> bool:
        return not all(self.pc[p] in ("critical", "leave") for p in PROCESSES)


class TurnFirst(Peterson):
    """Broken: gives way before it announces itself."""

    @fc.action(fair="weak", p=PROCESSES)
    def announce(self, p: int) -> None:
        self.step(p, "yield", "wait")
        self.wants[p] = True

    @fc.action(fair="weak", p=PROCESSES)
    def give_way(self, p: int) -> None:
        self.step(p, "want", "yield")
        self.turn = other(p)
