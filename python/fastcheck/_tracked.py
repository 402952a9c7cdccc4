"""The frame of a run that the engine watches: state variables as tracked views of its cursors."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Mapping
from typing import Any

from ._cursor import Cursor
from ._view import Life, Opener, Surface, View, plain
from .errors import DeadView, Unassigned


class TrackedFrame:
    """One run of one method on one state. ``root`` gives the cursor of a variable by its index."""

    def __init__(
        self,
        variables: Mapping[str, int],
        root: Callable[[int], Cursor],
        life: Life,
        *,
        fresh: bool = False,
    ) -> None:
        """``fresh``: no variable has a value yet, as in an init method."""
        self._variables = variables
        self._root = root
        self._life = life
        self._views: dict[str, weakref.ref[View]] = {}
        self._openers: dict[str, Opener] = {}
        self._missing = dict.fromkeys(variables if fresh else ())
        self._open = True

    def read(self, name: str) -> Any:
        """The value of the variable, or a view of it."""
        self._check(name)
        self._life.touch()
        if name in self._missing:
            raise Unassigned(
                f"state variable {name} is read before it has a value",
                hint=f"assign self.{name} first",
            )
        known = self._known(name)
        if known is not None:
            return known.surface()
        opener = self._openers.get(name)
        if opener is None:
            opener = self._openers[name] = Opener(self._root(self._variables[name]))
        found = opener.open(self._life, None, name)
        if isinstance(found, View):
            self._views[name] = weakref.ref(found)
            return found.surface()
        return found

    def assign(self, name: str, value: object) -> None:
        """Gives the variable a copy of the value; what still views the old one keeps that."""
        self._check(name)
        old = self._known(name)
        view = value._fastcheck_view if isinstance(value, Surface) else value
        if old is not None and view is old:
            return  # self.s |= t: changed in place already
        value = plain(value)
        if old is not None:
            del self._views[name]
            if self._life.writable:
                old._detach()
        self._life.write(self._root(self._variables[name]).store, value)
        self._missing.pop(name, None)

    def _known(self, name: str) -> View | None:
        reference = self._views.get(name)
        return reference() if reference else None

    def _check(self, name: str) -> None:
        if not self._open:
            self._life.state_read = True
            raise DeadView(f"self.{name} is used after the run of the method that it belongs to")

    def close(self) -> None:
        """The run is over, however it ended: views are dead. Raises a write that was refused and
        hidden.
        """
        self._open = False
        self._life.end()
        if self._life.failure is not None:
            raise self._life.failure

    def unassigned(self) -> list[str]:
        """The variables that an init method has not assigned."""
        return list(self._missing)
