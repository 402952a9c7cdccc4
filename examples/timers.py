"""Timers that fire late, and a worker that sleeps.

`Timers`: a timer that expires puts a message into its owner's inbox, which the owner reads when it
gets to it; by then it may have cancelled the timer, or armed it anew. Each arming has a number, and
a message with an old number is ignored. `NoNumbers` believes every message.

`Worker`: it sleeps when no work is ready, and a submitter wakes it. A wake-up that comes while it
is awake is kept as a permit. `LostWakeUp` keeps none: work that arrives between the worker's look
and its sleep waits until the next submission. That is the bug that freezes a service for hours,
every few days.
"""

from typing import Literal, Self

import fastcheck as fc


class Owner(fc.Symmetric, default=2):
    """A node with one timer."""


class Timers(fc.Model):
    ARMINGS: int = fc.const(2)  # how often each owner arms its timer

    timer: dict[Owner, Literal["off", "armed", "fired", "cancelled"]]  # as the owner sees it
    number: dict[Owner, int]  # of the last arming
    running: dict[Owner, bool]  # in the timer service
    inbox: dict[Owner, list[int]]

    @fc.init
    def start(self) -> None:
        self.timer = {o: "off" for o in Owner.all()}
        self.number = {o: 0 for o in Owner.all()}
        self.running = {o: False for o in Owner.all()}
        self.inbox = {o: [] for o in Owner.all()}

    @fc.action
    def arm(self, o: Owner) -> None:
        fc.require(self.timer[o] != "armed" and self.number[o] < self.ARMINGS)
        self.timer[o] = "armed"
        self.number[o] += 1
        self.running[o] = True

    @fc.action
    def cancel(self, o: Owner) -> None:
        """The service stops the timer and says so; it cannot take back a message."""
        fc.require(self.timer[o] == "armed")
        self.timer[o] = "cancelled"
        self.running[o] = False

    @fc.action(fair="weak")
    def expire(self, o: Owner) -> None:
        """Early or late: clocks drift, so the model does not say when."""
        fc.require(self.running[o])
        self.running[o] = False
        self.inbox[o].append(self.number[o])

    @fc.action(fair="weak")
    def receive(self, o: Owner) -> None:
        fc.require(len(self.inbox[o]) > 0)
        number = self.inbox[o].pop(0)
        if self.believes(o, number):
            self.timer[o] = "fired"

    def believes(self, o: Owner, number: int) -> bool:
        return self.timer[o] == "armed" and number == self.number[o]

    @fc.terminal
    def all_quiet(self) -> bool:
        return not any(self.running[o] or self.inbox[o] for o in Owner.all())

    @fc.step_property
    def cancelled_timers_do_not_fire(self, after: Self) -> bool:
        return not any(
            self.timer[o] == "cancelled" and after.timer[o] == "fired" for o in Owner.all()
        )

    @fc.invariant
    def running_means_armed(self) -> bool:
        return all(self.timer[o] == "armed" for o in Owner.all() if self.running[o])

    @fc.predicate
    def is_armed(self, o: Owner) -> bool:
        return self.timer[o] == "armed"

    @fc.predicate
    def has_ended(self, o: Owner) -> bool:
        return self.timer[o] in ("fired", "cancelled")

    armed_means_fired_or_cancelled = fc.leads_to(is_armed, has_ended)


class NoNumbers(Timers):
    """Broken: a message says that the timer fired, so it fired."""

    def believes(self, o: Owner, number: int) -> bool:
        return True


class Worker(fc.Model):
    MAX_READY: int = fc.const(10)

    ready: int  # pieces of work waiting
    worker: Literal["looking", "working", "falling asleep", "asleep"]
    permit: bool

    @fc.init
    def start(self) -> None:
        self.ready = 0
        self.worker = "looking"
        self.permit = False

    @fc.action
    def submit(self) -> None:
        fc.require(self.ready < self.MAX_READY)
        self.ready += 1
        if self.worker == "asleep":
            self.worker = "looking"
        else:
            self.keep_wake_up()

    def keep_wake_up(self) -> None:
        self.permit = True

    @fc.action(fair="weak")
    def look(self) -> None:
        fc.require(self.worker == "looking")
        self.worker = "working" if self.ready > 0 else "falling asleep"

    @fc.action(fair="weak")
    def work(self) -> None:
        fc.require(self.worker == "working")
        self.ready -= 1
        self.worker = "looking"

    @fc.action(fair="weak")
    def sleep(self) -> None:
        """A permit is used up instead of sleeping."""
        fc.require(self.worker == "falling asleep")
        self.worker = "looking" if self.permit else "asleep"
        self.permit = False

    @fc.invariant
    def sleeps_only_without_work(self) -> bool:
        return self.worker != "asleep" or self.ready == 0

    @fc.predicate
    def work_is_ready(self) -> bool:
        return self.ready > 0

    @fc.predicate
    def is_working(self) -> bool:
        return self.worker == "working"

    ready_means_handled = fc.leads_to(work_is_ready, is_working)


class LostWakeUp(Worker):
    """Broken: waking somebody who is not asleep does nothing."""

    def keep_wake_up(self) -> None:
        pass
