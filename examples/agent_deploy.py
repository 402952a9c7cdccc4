"""Agents that deploy: one deployment at a time, and only of a version that is approved.

`Deploy` takes a lease from the pipeline, which checks lease and approval in the step that starts a
deployment, and which stops the deployment of an agent whose lease it lets expire. `PromptOnly` has
only the instruction "look whether somebody else is deploying, and whether the version is approved,
before you start". `LeaseWithoutFence` lets the lease of a silent agent expire without telling the
agent, who is slow, not dead.
"""

from typing import Literal, Self

import fastcheck as fc


class Agent(fc.Symmetric, default=2):
    """An agent that may deploy."""


class Version(fc.Symmetric, default=2):
    """Something that could be deployed."""


class Deploy(fc.Model):
    holder: Agent | None  # of the lease
    approved: set[Version]
    deploying: dict[Agent, Version | None]
    live: Version | None
    previous: Version | None  # the last one that was healthy
    health: Literal["healthy", "failed"]

    @fc.init
    def start(self) -> None:
        self.holder = None
        self.approved = set()
        self.deploying = {a: None for a in Agent.all()}
        self.live = None
        self.previous = None
        self.health = "healthy"

    # A person.

    @fc.action
    def approve(self, v: Version) -> None:
        fc.require(v not in self.approved)
        self.approved.add(v)

    @fc.action
    def withdraw(self, v: Version) -> None:
        fc.require(v in self.approved)
        self.approved.remove(v)

    # The lease.

    @fc.action
    def acquire(self, a: Agent) -> None:
        fc.require(self.holder is None)
        self.holder = a

    @fc.action
    def release(self, a: Agent) -> None:
        fc.require(self.holder == a and self.deploying[a] is None)
        self.holder = None

    @fc.action
    def expire(self, a: Agent) -> None:
        """The pipeline has not heard from the agent: it stops the deployment, then gives the lease
        away.
        """
        fc.require(self.holder == a)
        self.holder = None
        self.deploying[a] = None

    # A deployment.

    @fc.action
    def begin(self, a: Agent, v: Version) -> None:
        fc.require(self.deploying[a] is None and self.health == "healthy")
        self.may_begin(a, v)
        self.deploying[a] = v

    def may_begin(self, a: Agent, v: Version) -> None:
        fc.require(self.holder == a)
        fc.require(v in self.approved)

    @fc.action
    def succeed(self, a: Agent) -> None:
        fc.require(self.deploying[a] is not None)
        self.live = self.previous = self.deploying[a]
        self.deploying[a] = None

    @fc.action
    def fail(self, a: Agent) -> None:
        fc.require(self.deploying[a] is not None)
        self.live = self.deploying[a]
        self.health = "failed"
        self.deploying[a] = None

    @fc.action(fair="weak")
    def roll_back(self) -> None:
        fc.require(self.health == "failed")
        self.live = self.previous
        self.health = "healthy"

    @fc.invariant
    def one_at_a_time(self) -> bool:
        return sum(self.deploying[a] is not None for a in Agent.all()) <= 1

    @fc.predicate
    def has_failed(self) -> bool:
        return self.health == "failed"

    @fc.predicate
    def is_healthy(self) -> bool:
        return self.health == "healthy"

    failed_means_rolled_back = fc.leads_to(has_failed, is_healthy)

    @fc.step_property
    def only_approved_versions_start(self, after: Self) -> bool:
        return all(
            after.deploying[a] is None
            or after.deploying[a] == self.deploying[a]
            or after.deploying[a] in self.approved
            for a in Agent.all()
        )


class PromptOnly(Deploy):
    """Broken: looks, thinks, and starts."""

    plan: dict[Agent, Version | None]  # what the agent found to be in order

    @fc.init
    def start(self) -> None:
        super().start()
        self.plan = {a: None for a in Agent.all()}

    @fc.action
    def look(self, a: Agent, v: Version) -> None:
        fc.require(self.plan[a] is None and v in self.approved)
        fc.require(all(self.deploying[b] is None for b in Agent.all()))
        self.plan[a] = v

    def may_begin(self, a: Agent, v: Version) -> None:
        fc.require(self.plan[a] == v)
        self.plan[a] = None


class LeaseWithoutFence(Deploy):
    """Broken: the lease is gone, the deployment goes on."""

    @fc.action
    def expire(self, a: Agent) -> None:
        fc.require(self.holder == a)
        self.holder = None
