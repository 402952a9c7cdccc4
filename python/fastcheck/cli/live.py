"""The progress line: on a terminal only, and only for runs that last."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Any

from .output import on_terminal

if TYPE_CHECKING:
    from typing import Self

    from ..progress import Progress

PATIENCE = 1.0
"""Seconds before the line appears."""


class Live:
    """A line on standard error that is redrawn in place, and gone when the run is over."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._wanted = not quiet and on_terminal(sys.stderr)
        self._display: Any = None

    def show(self, progress: Progress) -> None:
        """Draws the numbers, once the run has lasted long enough."""
        if not self._wanted or progress.seconds < PATIENCE:
            return
        if self._display is None:
            self._display = self._open()
        self._display.update(str(progress), refresh=True)

    def _open(self) -> Any:
        from rich.console import Console
        from rich.live import Live as Display

        console = Console(file=sys.stderr, highlight=False)
        display = Display("", console=console, auto_refresh=False, transient=True)
        display.start()
        return display

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._display is not None:
            self._display.stop()
