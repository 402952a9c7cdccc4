"""The bad case for learning: every action reads the whole state, and no answer is asked for twice.

`N` registers modulo `M`; a step of one sets it to a sum over all of them.
"""

import fastcheck as fc


class Mixer(fc.Model):
    """`N` questions, each of which reads `N` registers."""

    N: int = fc.const(5)
    M: int = fc.const(11)

    register: dict[int, int]

    @fc.init
    def start(self) -> None:
        """All registers are 0."""
        self.register = dict.fromkeys(range(1, self.N + 1), 0)

    @fc.action(i=lambda self: range(1, self.N + 1))
    def mix(self, i: int) -> None:
        """Sets register `i`."""
        weighted = sum(j * self.register[j] for j in range(1, self.N + 1))
        self.register[i] = (weighted + i) % self.M

    @fc.invariant
    def within_bounds(self) -> bool:
        """Reads everything, too."""
        return all(0 <= self.register[i] < self.M for i in range(1, self.N + 1))
