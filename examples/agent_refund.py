"""Agents that refund: several of them work on one request, through a payment service, while a
person may change her mind.

A call to the service can take effect although its reply is lost; the agent times out and calls
again; an agent may crash and start over, with old calls still on their way. What must hold: money
leaves only while the request stands approved, and it leaves once.

`Naive` checks, calls, and marks done, as the prompt said. `WithKey` adds an idempotency key, so
that the service executes a request once; but the approval may be gone by then. `WithLock` lets the
service hold the row: it checks the approval, pays and records the refund in one transaction. An
instruction is not a lock.
"""

from typing import Literal, Self

import fastcheck as fc


class Agent(fc.Symmetric, default=2):
    """A worker that was told to handle the request."""


class Naive(fc.Model):
    TRIES: int = fc.const(2)  # calls that one agent may make

    request: Literal["pending", "approved", "rejected", "refunded"]
    pc: dict[Agent, Literal["idle", "checked", "called", "done"]]
    tries: dict[Agent, int]
    calls: dict[Agent, int]  # on their way to the service
    replies: dict[Agent, int]  # on their way back
    executed: int  # how often the service paid

    @fc.init
    def start(self) -> None:
        self.request = "pending"
        self.pc = {a: "idle" for a in Agent.all()}
        self.tries = {a: 0 for a in Agent.all()}
        self.calls = {a: 0 for a in Agent.all()}
        self.replies = {a: 0 for a in Agent.all()}
        self.executed = 0

    # A person.

    @fc.action
    def approve(self) -> None:
        fc.require(self.request == "pending")
        self.request = "approved"

    @fc.action
    def revoke(self) -> None:
        fc.require(self.request in ("pending", "approved"))
        self.request = "rejected"

    # An agent.

    @fc.action
    def check(self, a: Agent) -> None:
        fc.require(self.pc[a] == "idle")
        fc.require(self.request == "approved")
        self.pc[a] = "checked"

    @fc.action
    def call(self, a: Agent) -> None:
        fc.require(self.pc[a] == "checked")
        fc.require(self.tries[a] < self.TRIES)
        self.pc[a] = "called"
        self.tries[a] += 1
        self.calls[a] += 1

    @fc.action
    def time_out(self, a: Agent) -> None:
        """No reply so far: call again."""
        fc.require(self.pc[a] == "called")
        fc.require(self.tries[a] < self.TRIES)
        self.pc[a] = "checked"

    @fc.action
    def get_reply(self, a: Agent) -> None:
        fc.require(self.pc[a] == "called")
        fc.require(self.replies[a] > 0)
        self.replies[a] -= 1
        self.pc[a] = "done"

    @fc.action
    def mark_refunded(self, a: Agent) -> None:
        fc.require(self.pc[a] == "done")
        self.pc[a] = "idle"
        self.request = "refunded"

    @fc.action
    def crash(self, a: Agent) -> None:
        fc.require(self.pc[a] != "idle")
        self.pc[a] = "idle"

    # The service and the network.

    @fc.action
    def execute(self, a: Agent) -> None:
        fc.require(self.calls[a] > 0)
        self.calls[a] -= 1
        self.replies[a] += 1
        self.pay()

    def pay(self) -> None:
        self.executed += 1

    @fc.action
    def lose_reply(self, a: Agent) -> None:
        fc.require(self.replies[a] > 0)
        self.replies[a] -= 1

    @fc.terminal
    def settled(self) -> bool:
        return self.request in ("rejected", "refunded")

    @fc.step_property
    def paid_only_while_approved(self, after: Self) -> bool:
        return after.executed == self.executed or self.request == "approved"

    @fc.invariant
    def paid_at_most_once(self) -> bool:
        return self.executed <= 1

    @fc.invariant
    def refunded_means_paid_once(self) -> bool:
        return self.request != "refunded" or self.executed == 1


class WithKey(Naive):
    """Every call carries the same idempotency key: the service pays for it once."""

    def pay(self) -> None:
        if self.executed == 0:
            self.executed += 1


class WithLock(Naive):
    """The service holds the row while it checks, pays and records; a call that comes too late is
    answered, not executed.
    """

    def pay(self) -> None:
        if self.request == "approved":
            self.executed += 1
            self.request = "refunded"

    @fc.action
    def mark_refunded(self, a: Agent) -> None:
        """The agent reports what the service said; the record is the service's."""
        fc.require(self.pc[a] == "done")
        self.pc[a] = "idle"
