"""EWD998: Safra's detection of termination on a ring, with messages that are under way.

A node counts what it sent less what it received; a token that travels down the ring adds up the
counts. A node that received something is black, because it may have become active behind the token.
When a white token comes home with a sum of zero to a white, passive node 0, nobody works and
nothing is under way. Counts are bounded by a constraint.

`NoBlackening` shows what the colours are for: the counts alone are taken at different times.
"""

from dataclasses import dataclass
from itertools import product
from typing import Literal

import fastcheck as fc

Colour = Literal["white", "black"]


@dataclass(frozen=True)
class Token:
    """Where it is, the sum of the counts so far, and whether it met a black node."""

    at: int
    q: int
    colour: Colour


class EWD998(fc.Model):
    N: int = fc.const(3)
    MESSAGES: int = fc.const(1)  # bound of a node's count, and of messages to one node

    active: dict[int, bool]
    colour: dict[int, Colour]
    count: dict[int, int]  # messages sent less messages received
    pending: dict[int, int]  # messages on their way to a node
    token: Token

    def nodes(self) -> range:
        return range(self.N)

    @fc.init
    def anywhere(self) -> None:
        self.active = dict(enumerate(fc.oneof(product((False, True), repeat=self.N))))
        self.colour = dict(enumerate(fc.oneof(product(("white", "black"), repeat=self.N))))
        self.count = {i: 0 for i in self.nodes()}
        self.pending = {i: 0 for i in self.nodes()}
        self.token = Token(0, 0, "black")

    def probe_succeeded(self) -> bool:
        """What node 0 concludes from the token."""
        return (
            self.token.at == 0
            and self.token.colour == "white"
            and self.colour[0] == "white"
            and self.count[0] + self.token.q == 0
        )

    @fc.action(fair="weak")
    def initiate_probe(self) -> None:
        fc.require(self.token.at == 0)
        fc.require(not self.probe_succeeded())
        self.token = Token(self.N - 1, 0, "white")
        self.colour[0] = "white"

    @fc.action(fair="weak", i=lambda self: range(1, self.N))
    def pass_token(self, i: int) -> None:
        fc.require(self.token.at == i and not self.active[i])
        met = "black" if self.colour[i] == "black" else self.token.colour
        self.token = Token(i - 1, self.token.q + self.count[i], met)
        self.colour[i] = "white"

    @fc.action(i=lambda self: self.nodes(), j=lambda self: self.nodes())
    def send(self, i: int, j: int) -> None:
        fc.require(i != j and self.active[i])
        self.count[i] += 1
        self.pending[j] += 1

    @fc.action(i=lambda self: self.nodes())
    def receive(self, i: int) -> None:
        fc.require(self.pending[i] > 0)
        self.pending[i] -= 1
        self.count[i] -= 1
        self.active[i] = True
        self.blacken(i)

    def blacken(self, i: int) -> None:
        self.colour[i] = "black"

    @fc.action(i=lambda self: self.nodes())
    def deactivate(self, i: int) -> None:
        fc.require(self.active[i])
        self.active[i] = False

    @fc.constraint
    def counts_are_bounded(self) -> bool:
        return all(
            self.count[i] <= self.MESSAGES and self.pending[i] <= self.MESSAGES
            for i in self.nodes()
        )

    @fc.predicate
    def detected(self) -> bool:
        return self.probe_succeeded() and not self.active[0] and self.pending[0] == 0

    @fc.predicate
    def terminated(self) -> bool:
        return not any(self.active[i] or self.pending[i] for i in self.nodes())

    termination_is_detected = fc.leads_to(terminated, detected)

    @fc.terminal
    def nothing_left_to_do(self) -> bool:
        return self.detected()

    @fc.invariant
    def detection_is_right(self) -> bool:
        return not self.detected() or self.terminated()

    @fc.invariant
    def counts_tell_what_is_under_way(self) -> bool:
        return sum(self.count.values()) == sum(self.pending.values())


class NoBlackening(EWD998):
    """Broken: a message that went from behind the token to before it is counted at neither end."""

    def blacken(self, i: int) -> None:
        pass
