"""A lock in four versions: three that differ only in fairness, and one with a broken guard.

A safety property says that something bad never happens, and a finite trace refutes it. Fairness has
no bearing on it: `NoFairness`, `WeakFairness` and `StrongFairness` have the same states. They
differ in what must eventually happen: without fairness the system may stop; with weak fairness a
process may be overtaken for ever, since `enter` is disabled again and again, though somebody gets
in; with strong fairness everybody does.

`BrokenGuard` looks at the lock in one step and takes it in the next.
"""

from typing import Literal

import fastcheck as fc


class Process(fc.Symmetric, default=2):
    """A process that wants the lock now and then."""


class NoFairness(fc.Model):
    pc: dict[Process, Literal["idle", "trying", "critical"]]
    owner: Process | None

    @fc.init
    def start(self) -> None:
        self.pc = {p: "idle" for p in Process.all()}
        self.owner = None

    @fc.action
    def request(self, p: Process) -> None:
        fc.require(self.pc[p] == "idle")
        self.pc[p] = "trying"

    @fc.action
    def enter(self, p: Process) -> None:
        self.take(p)

    @fc.action
    def leave(self, p: Process) -> None:
        fc.require(self.pc[p] == "critical")
        self.pc[p] = "idle"
        self.owner = None

    def take(self, p: Process) -> None:
        """Test and set, in one step."""
        fc.require(self.pc[p] == "trying")
        fc.require(self.owner is None)
        self.pc[p] = "critical"
        self.owner = p

    @fc.invariant
    def mutual_exclusion(self) -> bool:
        return sum(self.pc[p] == "critical" for p in Process.all()) <= 1

    @fc.invariant
    def owner_is_inside(self) -> bool:
        return self.owner is None or self.pc[self.owner] == "critical"

    @fc.predicate
    def tries(self, p: Process) -> bool:
        return self.pc[p] == "trying"

    @fc.predicate
    def is_inside(self, p: Process) -> bool:
        return self.pc[p] == "critical"

    @fc.predicate
    def somebody_tries(self) -> bool:
        return "trying" in self.pc.values()

    @fc.predicate
    def somebody_is_inside(self) -> bool:
        return "critical" in self.pc.values()

    gets_in = fc.leads_to(tries, is_inside)
    somebody_gets_in = fc.leads_to(somebody_tries, somebody_is_inside)


class WeakFairness(NoFairness):
    @fc.action(fair="weak")
    def enter(self, p: Process) -> None:
        self.take(p)

    @fc.action(fair="weak")
    def leave(self, p: Process) -> None:
        super().leave(p)


class StrongFairness(WeakFairness):
    @fc.action(fair="strong")
    def enter(self, p: Process) -> None:
        self.take(p)


class BrokenGuard(fc.Model):
    """Broken: between the look and the step inside, another process can do the same."""

    pc: dict[Process, Literal["idle", "trying", "seen free", "critical"]]
    locked: bool

    @fc.init
    def start(self) -> None:
        self.pc = {p: "idle" for p in Process.all()}
        self.locked = False

    @fc.action
    def request(self, p: Process) -> None:
        fc.require(self.pc[p] == "idle")
        self.pc[p] = "trying"

    @fc.action
    def look(self, p: Process) -> None:
        fc.require(self.pc[p] == "trying" and not self.locked)
        self.pc[p] = "seen free"

    @fc.action
    def enter(self, p: Process) -> None:
        fc.require(self.pc[p] == "seen free")
        self.pc[p] = "critical"
        self.locked = True

    @fc.action
    def leave(self, p: Process) -> None:
        fc.require(self.pc[p] == "critical")
        self.pc[p] = "idle"
        self.locked = False

    @fc.invariant
    def mutual_exclusion(self) -> bool:
        return sum(self.pc[p] == "critical" for p in Process.all()) <= 1
