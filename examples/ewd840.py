"""EWD840: Dijkstra's detection of termination on a ring (with Feijen and van Gasteren).

Nodes 0 to N-1 work and wake each other up. A token travels down the ring, from N-1 to 0, past
passive nodes; a node that woke a higher-numbered one is black, because the token may already have
passed the one that it woke. When a white token comes back to a white, passive node 0, everybody is
passive. The system may start in any state with a black token.

`NoBlackening` shows what the colours are for.
"""

from itertools import product
from typing import Literal

import fastcheck as fc

Colour = Literal["white", "black"]


def because(*reasons: bool) -> None:
    """Requires one of the reasons, and takes one step for each that holds: so a disjunction counts
    in TLA+.
    """
    fc.oneof([reason for reason in reasons if reason])


class EWD840(fc.Model):
    N: int = fc.const(3)

    active: dict[int, bool]
    colour: dict[int, Colour]
    token: int  # where the token is
    token_colour: Colour

    def nodes(self) -> range:
        return range(self.N)

    @fc.init
    def anywhere(self) -> None:
        self.active = dict(enumerate(fc.oneof(product((False, True), repeat=self.N))))
        self.colour = dict(enumerate(fc.oneof(product(("white", "black"), repeat=self.N))))
        self.token = fc.oneof(self.nodes())
        self.token_colour = "black"

    @fc.action(fair="weak")
    def initiate_probe(self) -> None:
        fc.require(self.token == 0)
        because(self.token_colour == "black", self.colour[0] == "black")
        self.token = self.N - 1
        self.token_colour = "white"
        self.colour[0] = "white"

    @fc.action(fair="weak", i=lambda self: range(1, self.N))
    def pass_token(self, i: int) -> None:
        fc.require(self.token == i)
        because(not self.active[i], self.colour[i] == "black", self.token_colour == "black")
        self.token = i - 1
        if self.colour[i] == "black":
            self.token_colour = "black"
        self.colour[i] = "white"

    @fc.action(i=lambda self: self.nodes(), j=lambda self: self.nodes())
    def send_message(self, i: int, j: int) -> None:
        fc.require(i != j and self.active[i])
        self.active[j] = True
        self.blacken(i, j)

    def blacken(self, i: int, j: int) -> None:
        """Node i remembers that it woke a node which the token may have passed."""
        if j > i:
            self.colour[i] = "black"

    @fc.action(i=lambda self: self.nodes())
    def deactivate(self, i: int) -> None:
        fc.require(self.active[i])
        self.active[i] = False

    @fc.predicate
    def detected(self) -> bool:
        return (
            self.token == 0
            and self.token_colour == "white"
            and self.colour[0] == "white"
            and not self.active[0]
        )

    @fc.predicate
    def terminated(self) -> bool:
        return not any(self.active[i] for i in self.nodes())

    termination_is_detected = fc.leads_to(terminated, detected)

    @fc.terminal
    def nothing_left_to_do(self) -> bool:
        return self.detected()

    @fc.invariant
    def detection_is_right(self) -> bool:
        return not self.detected() or self.terminated()

    @fc.invariant
    def inductive(self) -> bool:
        """Dijkstra's invariant: behind the token all is passive, or somebody ahead is black, or the
        token is.
        """
        return (
            all(not self.active[i] for i in self.nodes() if i > self.token)
            or any(self.colour[j] == "black" for j in range(self.token + 1))
            or self.token_colour == "black"
        )


class NoBlackening(EWD840):
    """Broken: nobody remembers having woken a node behind the token."""

    def blacken(self, i: int, j: int) -> None:
        pass
