"""Lamport's mutual exclusion with logical clocks ("Time, clocks, and the ordering of events in a
distributed system").

A process that wants the resource stamps a request with its clock and sends it to all others; it may
enter once everyone has acknowledged and no known request is older. Channels between two processes
keep their order. Clocks grow for ever, so a constraint bounds the exploration: states beyond it are
checked, but not explored further.

`NoTieBreak` forgets that two requests may carry the same time.
"""

from dataclasses import dataclass
from typing import Literal

import fastcheck as fc


@dataclass(frozen=True)
class Message:
    """A request carries its time; acknowledgements and releases carry 0."""

    kind: Literal["req", "ack", "rel"]
    clock: int


ACK = Message("ack", 0)
RELEASE = Message("rel", 0)


class LamportMutex(fc.Model):
    N: int = fc.const(3)
    MAX_CLOCK: int = fc.const(6)

    clock: dict[int, int]
    req: dict[int, dict[int, int]]  # req[p][q]: time of q's request as p knows it, 0 for none
    ack: dict[int, set[int]]  # ack[p]: who acknowledged p's request
    network: dict[int, dict[int, list[Message]]]  # network[p][q]: the channel from p to q
    crit: set[int]

    def processes(self) -> range:
        return range(1, self.N + 1)

    @fc.init
    def start(self) -> None:
        everyone = self.processes()
        self.clock = {p: 1 for p in everyone}
        self.req = {p: {q: 0 for q in everyone} for p in everyone}
        self.ack = {p: set() for p in everyone}
        self.network = {p: {q: [] for q in everyone} for p in everyone}
        self.crit = set()

    def broadcast(self, p: int, m: Message) -> None:
        for q in self.processes():
            if q != p:
                self.network[p][q].append(m)

    def beats(self, p: int, q: int) -> bool:
        """As far as p knows, its request comes before q's; equal times are ordered by process."""
        theirs = self.req[p][q]
        if theirs == 0:
            return True
        mine = self.req[p][p]
        return mine < theirs or (mine == theirs and p < q)

    @fc.action(p=lambda self: self.processes())
    def request(self, p: int) -> None:
        fc.require(self.req[p][p] == 0)
        now = self.clock[p]
        self.req[p][p] = now
        self.broadcast(p, Message("req", now))
        self.ack[p] = {p}

    @fc.action(p=lambda self: self.processes())
    def enter(self, p: int) -> None:
        fc.require(all(q in self.ack[p] for q in self.processes()))
        fc.require(all(self.beats(p, q) for q in self.processes() if q != p))
        self.crit.add(p)

    @fc.action(p=lambda self: self.processes())
    def leave(self, p: int) -> None:
        fc.require(p in self.crit)
        self.crit.remove(p)
        self.broadcast(p, RELEASE)
        self.req[p][p] = 0
        self.ack[p] = set()

    @fc.action(p=lambda self: self.processes(), q=lambda self: self.processes())
    def receive_request(self, p: int, q: int) -> None:
        channel = self.network[q][p]
        fc.require(len(channel) > 0)
        fc.require(channel[0].kind == "req")
        sent = channel.pop(0).clock
        self.req[p][q] = sent
        self.clock[p] = max(sent, self.clock[p]) + 1
        self.network[p][q].append(ACK)

    @fc.action(p=lambda self: self.processes(), q=lambda self: self.processes())
    def receive_ack(self, p: int, q: int) -> None:
        channel = self.network[q][p]
        fc.require(len(channel) > 0)
        fc.require(channel[0].kind == "ack")
        channel.pop(0)
        self.ack[p].add(q)

    @fc.action(p=lambda self: self.processes(), q=lambda self: self.processes())
    def receive_release(self, p: int, q: int) -> None:
        channel = self.network[q][p]
        fc.require(len(channel) > 0)
        fc.require(channel[0].kind == "rel")
        channel.pop(0)
        self.req[p][q] = 0

    @fc.constraint
    def clocks_are_bounded(self) -> bool:
        return all(self.clock[p] <= self.MAX_CLOCK for p in self.processes())

    @fc.invariant
    def mutual_exclusion(self) -> bool:
        return len(self.crit) <= 1

    @fc.invariant
    def network_is_bounded(self) -> bool:
        everyone = self.processes()
        return all(len(self.network[p][q]) <= 3 for p in everyone for q in everyone)


class NoTieBreak(LamportMutex):
    """Broken: at equal times each of the two believes that it came first."""

    N: int = fc.const(2)

    def beats(self, p: int, q: int) -> bool:
        theirs = self.req[p][q]
        return theirs == 0 or self.req[p][p] <= theirs
