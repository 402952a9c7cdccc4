"""Deep and narrow: a counter of `DIGITS` digits with a lamp beside it, at most three states on a
level, and as many levels as the counter has values, and one more.
"""

import fastcheck as fc


class Odometer(fc.Model):
    """`2 * 10 ** DIGITS` states on `10 ** DIGITS + 1` levels."""

    DIGITS: int = fc.const(4)

    digit: dict[int, int]
    lamp: bool

    @fc.init
    def start(self) -> None:
        """All digits are 0 and the lamp is off."""
        self.digit = dict.fromkeys(range(1, self.DIGITS + 1), 0)
        self.lamp = False

    @fc.action
    def tick(self) -> None:
        """Adds one; after the last value comes 0."""
        for i in range(1, self.DIGITS + 1):
            if self.digit[i] < 9:
                self.digit[i] += 1
                return
            self.digit[i] = 0

    @fc.action
    def press(self) -> None:
        """Switches the lamp."""
        self.lamp = not self.lamp
