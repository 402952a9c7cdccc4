"""A lease under clock skew: who believes to hold it, by its own clock, must be alone.

The server grants the lease for LENGTH ticks of its own clock and grants it again when they are
over. A holder counts on its own clock, and gives up MARGIN ticks early. Clocks are never more than
SKEW apart. A holder whose clock is behind the server's by more than the margin still believes when
the server has given the lease to the next one.

`Lease` has a margin as large as the skew. `SkewBeyondMargin` is the same code on worse clocks.
"""

import fastcheck as fc


class Node(fc.Symmetric, default=2):
    """A node that wants the lease."""


class Lease(fc.Model):
    LENGTH: int = fc.const(4)
    MARGIN: int = fc.const(1)
    SKEW: int = fc.const(1)
    END: int = fc.const(10)  # the exploration stops when the server's clock shows this

    server: int
    clock: dict[Node, int]
    until: dict[Node, int]  # end of the lease granted to a node, by the server's clock; 0 for none

    @fc.init
    def start(self) -> None:
        self.server = 0
        self.clock = {n: 0 for n in Node.all()}
        self.until = {n: 0 for n in Node.all()}

    def together(self) -> bool:
        """No two clocks are further apart than SKEW."""
        clocks = [self.server, *(self.clock[n] for n in Node.all())]
        return max(clocks) - min(clocks) <= self.SKEW

    @fc.action
    def tick_server(self) -> None:
        self.server += 1
        fc.require(self.together())

    @fc.action
    def tick(self, n: Node) -> None:
        self.clock[n] += 1
        fc.require(self.together())

    @fc.action
    def grant(self, n: Node) -> None:
        fc.require(all(self.until[m] <= self.server for m in Node.all()))
        self.until[n] = self.server + self.LENGTH

    def believes(self, n: Node) -> bool:
        """Whether n acts as the holder."""
        return self.clock[n] < self.until[n] - self.MARGIN

    @fc.constraint
    def until_the_end(self) -> bool:
        return self.server <= self.END

    @fc.invariant
    def one_holder(self) -> bool:
        return sum(self.believes(n) for n in Node.all()) <= 1


class SkewBeyondMargin(Lease):
    """Broken: the clocks are worse than the margin allows for."""

    SKEW: int = fc.const(2)
