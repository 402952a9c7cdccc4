"""One thread of a coding agent: a long-lived session, its turns, its status, and how it is shut
down.

A client puts operations into a queue; the session takes them in order and emits events; the
thread's public status is a projection of these events, made by whoever reads them. So the status
lags behind, and `Completed` is not the end: a new input starts a new turn. A thread that was
removed has no status: looking it up gives `NotFound`, which is never stored.

Shutting down means: send the operation, remove the thread, release its slot. `OldOrder` removes it
as soon as the operation is sent. The session lives on for a moment, and what it still has to say is
heard by nobody. `CodexThread` waits until the session has ended and its last event was projected.
"""

from typing import Literal, Self

import fastcheck as fc

Operation = Literal["input", "interrupt", "shutdown"]
End = Literal["TurnComplete", "Error", "ReviewEnded"]
Event = Literal[
    "TurnStarted",
    "TurnComplete",
    "Error",
    "Interrupted",
    "Replaced",
    "ReviewEnded",
    "ShutdownComplete",
]
Status = Literal["PendingInit", "Running", "Completed", "Interrupted", "Errored", "Shutdown"]

PROJECTION: dict[str, Status] = {
    "TurnStarted": "Running",
    "TurnComplete": "Completed",
    "Error": "Errored",
    "Interrupted": "Interrupted",
    "Replaced": "Errored",
    "ReviewEnded": "Errored",
    "ShutdownComplete": "Shutdown",
}
FINAL = ("Completed", "Errored", "Shutdown", "NotFound")  # what somebody who waits is told


class CodexThread(fc.Model):
    OPERATIONS: int = fc.const(1)  # that a client may have in the queue
    EVENTS: int = fc.const(2)  # that may be under way

    # The manager.
    registered: bool
    slots: int
    closing: bool  # a shutdown has been sent
    status: Status
    last: Event | None  # the event that was projected last
    # The session.
    session: Literal["none", "running", "stopping", "ended"]
    turn: bool  # one is active
    operations: list[Operation]
    events: list[Event]  # emitted, not yet projected
    # Somebody who waits for the thread, and what it was told.
    waiter: Literal["idle", "waiting", "timed out", "answered"]
    answer: (
        Literal[
            "PendingInit", "Running", "Completed", "Interrupted", "Errored", "Shutdown", "NotFound"
        ]
        | None
    )

    @fc.init
    def nothing_yet(self) -> None:
        self.registered = self.closing = self.turn = False
        self.slots = 0
        self.status = "PendingInit"
        self.last = None
        self.session = "none"
        self.operations, self.events = [], []
        self.waiter = "idle"
        self.answer = None

    def visible(self) -> str:
        """What a look-up gives."""
        return self.status if self.registered else "NotFound"

    def emit(self, event: Event) -> None:
        """The channel is bounded: a session that cannot send does not go on."""
        fc.require(len(self.events) < self.EVENTS)
        self.events.append(event)

    # The client.

    @fc.action
    def start_session(self) -> None:
        """Spawns the thread, or resumes it from its record after it was removed."""
        fc.require(not self.registered)
        fc.require(self.session in ("none", "ended"))
        self.registered = True
        self.slots += 1
        self.status = "PendingInit"
        self.last = None
        self.session = "running"

    @fc.action
    def send(self, operation: Literal["input", "interrupt"]) -> None:
        fc.require(self.registered and not self.closing)
        fc.require(len(self.operations) < self.OPERATIONS)
        self.operations.append(operation)

    @fc.action
    def begin_wait(self) -> None:
        fc.require(self.waiter != "waiting")
        self.waiter = "waiting"
        self.answer = None

    @fc.action(fair="weak")
    def end_wait(self) -> None:
        fc.require(self.waiter == "waiting")
        fc.require(self.visible() in FINAL)
        self.waiter = "answered"
        self.answer = self.visible()

    @fc.action
    def wait_times_out(self) -> None:
        fc.require(self.waiter == "waiting")
        self.waiter = "timed out"

    # The session.

    @fc.action(fair="weak")
    def start_turn(self) -> None:
        """Takes an input; one that comes during a turn replaces it."""
        fc.require(self.session == "running")
        fc.require(len(self.operations) > 0)
        fc.require(self.operations[0] == "input")
        self.operations.pop(0)
        if self.turn:
            self.emit("Replaced")
        self.emit("TurnStarted")
        self.turn = True

    @fc.action(fair="weak")
    def end_turn(self, event: End) -> None:
        fc.require(self.session == "running" and self.turn)
        self.emit(event)
        self.turn = False

    @fc.action(fair="weak")
    def interrupt(self) -> None:
        fc.require(self.session == "running")
        fc.require(len(self.operations) > 0)
        fc.require(self.operations[0] == "interrupt")
        self.operations.pop(0)
        if self.turn:
            self.emit("Interrupted")
            self.turn = False

    @fc.action(fair="weak")
    def begin_to_stop(self) -> None:
        fc.require(self.session == "running")
        fc.require(len(self.operations) > 0)
        fc.require(self.operations[0] == "shutdown")
        self.operations.pop(0)
        if self.turn:
            self.emit("Interrupted")
            self.turn = False
        self.session = "stopping"

    @fc.action(fair="weak")
    def stop(self) -> None:
        fc.require(self.session == "stopping")
        self.emit("ShutdownComplete")
        self.session = "ended"

    @fc.action
    def die(self) -> None:
        """The session ends without a word; what was emitted before is still under way."""
        fc.require(self.session in ("running", "stopping"))
        self.session = "ended"
        self.turn = False
        self.operations = []

    # The manager.

    @fc.action(fair="weak")
    def project(self) -> None:
        fc.require(self.registered)
        fc.require(len(self.events) > 0)
        event = self.events.pop(0)
        self.status = PROJECTION[event]
        self.last = event

    @fc.action
    def begin_shutdown(self) -> None:
        """Sends the operation, unless the session is down already; it queues behind what the client
        sent.
        """
        fc.require(self.registered and not self.closing)
        self.closing = True
        if self.session == "running":
            self.operations.append("shutdown")

    @fc.action(fair="weak")
    def remove(self) -> None:
        fc.require(self.registered and self.closing)
        self.wait_for_the_end()
        self.registered = self.closing = False
        self.slots -= 1

    def wait_for_the_end(self) -> None:
        """The thread stays until the session has ended and everything it said was heard."""
        fc.require(self.session == "ended")
        fc.require(len(self.events) == 0)

    @fc.invariant
    def no_event_is_lost(self) -> bool:
        """An event under way has somebody who will project it."""
        return self.registered or len(self.events) == 0

    @fc.invariant
    def slots_match_threads(self) -> bool:
        return self.slots == (1 if self.registered else 0)

    @fc.invariant
    def running_means_started(self) -> bool:
        return (self.status == "Running") == (self.last == "TurnStarted")

    @fc.invariant
    def answers_are_final(self) -> bool:
        return self.answer is None or self.answer in FINAL

    @fc.step_property
    def shutdown_lasts_until_resumed(self, after: Self) -> bool:
        resumed = after.registered and not self.registered
        return self.status != "Shutdown" or after.status == "Shutdown" or resumed


class OldOrder(CodexThread):
    """Broken: the thread is gone as soon as it was told to stop."""

    def wait_for_the_end(self) -> None:
        pass


class Lively(CodexThread):
    """What must happen in the end, if whoever can go on does."""

    @fc.predicate
    def shutdown_is_queued(self) -> bool:
        return "shutdown" in self.operations

    @fc.predicate
    def is_gone(self) -> bool:
        return self.visible() in ("Shutdown", "NotFound")

    @fc.predicate
    def input_is_queued(self) -> bool:
        return self.registered and "input" in self.operations

    @fc.predicate
    def runs_or_is_gone(self) -> bool:
        return self.visible() == "Running" or self.is_gone()

    @fc.predicate
    def has_a_turn(self) -> bool:
        return self.turn

    @fc.predicate
    def somebody_waits(self) -> bool:
        return self.waiter == "waiting"

    shutdown_happens = fc.leads_to(shutdown_is_queued, is_gone)
    # These do not hold. A session that dies leaves a thread that says nothing:
    input_is_handled = fc.leads_to(input_is_queued, runs_or_is_gone)
    # A new input may replace the turn again and again:
    turn_ends = fc.leads_to(has_a_turn, fc.negate(has_a_turn))
    # Whoever waits need not give up:
    wait_ends = fc.leads_to(somebody_waits, fc.negate(somebody_waits))


class Patient(Lively):
    """Whoever waits gives up in the end."""

    @fc.action(fair="weak")
    def wait_times_out(self) -> None:
        super().wait_times_out()
