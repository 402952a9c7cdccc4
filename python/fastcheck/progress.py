"""What a running check reports about itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """Numbers of a run that goes on, a few times a second; ``Stats`` says what they mean."""

    generated: int
    distinct: int
    left: int
    depth: int
    seconds: float

    def __str__(self) -> str:
        return (
            f"{self.seconds:.0f} s: {self.generated:,} generated, {self.distinct:,} distinct,"
            f" {self.left:,} left, depth {self.depth}"
        )


Listener = Callable[[Progress], None]
"""Called on the thread that explores; what it raises ends the check."""


def adapter(listener: Listener | None) -> Callable[[Mapping[str, int | float]], None] | None:
    """The callback that the engine calls, for a listener of :class:`Progress`."""
    if listener is None:
        return None

    def report(numbers: Mapping[str, int | float]) -> None:
        listener(
            Progress(
                generated=int(numbers["generated"]),
                distinct=int(numbers["distinct"]),
                left=int(numbers["left"]),
                depth=int(numbers["depth"]),
                seconds=float(numbers["seconds"]),
            )
        )

    return report
