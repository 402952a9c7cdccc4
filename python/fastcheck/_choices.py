"""``require`` and ``oneof``, and the enumeration of every path of choices through a method.

A method is run once per path. A path is a script: for each ``oneof`` in turn, the index taken and
how many there were. Paths are enumerated depth first, the last choice fastest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from typing import Protocol, TypeVar

from ._order import in_order
from .errors import NotAFunction, NotBoolean, NotRunning

T = TypeVar("T")


class Discard(BaseException):
    """Ends a run that is no step. Not an ``Exception``, so that ``except Exception`` in a model
    lets it pass.
    """


class Chooser(Protocol):
    """Decides every ``oneof`` of one run."""

    discarded: bool
    """Set for good by a failed ``require``: a model that swallows :class:`Discard` still discards
    the step.
    """

    def choose(self, count: int) -> int:
        """An index below ``count``, which is at least 1."""
        ...


_chooser: ContextVar[Chooser | None] = ContextVar("fastcheck_chooser", default=None)


def _running(what: str) -> Chooser:
    chooser = _chooser.get()
    if chooser is None:
        raise NotRunning(
            f"{what} used outside an action or init method",
            hint="call it inside an @fc.action or @fc.init method; "
            "properties and predicates only look",
        )
    if chooser.discarded:
        raise Discard
    return chooser


def require(condition: bool) -> None:
    """Discards the step unless ``condition`` holds."""
    if type(condition) is not bool:
        raise NotBoolean(
            f"require({condition!r}) is not a bool",
            hint="write a comparison, such as len(x) > 0 or x is not None",
        )
    chooser = _running("require")
    if not condition:
        chooser.discarded = True
        raise Discard


def oneof(values: Iterable[T]) -> T:
    """One of the values, every one in a step of its own. No value: the step is discarded.

    Values come in the order of the iterable; those of a set in canonical order.
    """
    chooser = _running("oneof")
    options = in_order(values)
    if not options:
        chooser.discarded = True
        raise Discard
    return options[chooser.choose(len(options))]


class Script:
    """A chooser that follows a path as far as it is given and takes the first value after that."""

    def __init__(self, path: list[tuple[int, int]]) -> None:
        self._path = path
        self._position = 0
        self._failure: NotAFunction | None = None
        self.discarded = False

    def choose(self, count: int) -> int:
        """The index of the path at this place; a different count than on the run before is an
        error.
        """
        if self._position == len(self._path):
            self._path.append((0, count))
        index, expected = self._path[self._position]
        if count != expected:
            self._failure = _different(f"a oneof offered {expected} values, then {count}")
            raise self._failure
        self._position += 1
        return index

    def following(self) -> list[tuple[int, int]] | None:
        """The next path in depth-first order, or None after the last."""
        if self._failure is not None:  # the model may have swallowed it
            raise self._failure
        if self._position < len(self._path):
            raise _different("a oneof was reached in one run and not in the next")
        path = list(self._path)
        while path and path[-1][0] + 1 == path[-1][1]:
            path.pop()
        if not path:
            return None
        index, count = path.pop()
        return [*path, (index + 1, count)]


def _different(what: str) -> NotAFunction:
    return NotAFunction(
        f"{what}, with the same state and the same choices before it",
        hint="an action depends on the state and its choices alone: no time, randomness, globals",
    )


def run_with(chooser: Chooser | None, run: Callable[[], T]) -> T | None:
    """Runs under ``chooser`` (None: choices are refused); a discarded run gives None."""
    token = _chooser.set(chooser)
    try:
        return run()
    except Discard:
        return None
    finally:
        _chooser.reset(token)


def replay(run: Callable[[], object]) -> Iterator[bool]:
    """Runs once per path of choices; after each run, whether it was completed rather than
    discarded.
    """
    path: list[tuple[int, int]] | None = []
    while path is not None:
        script = Script(path)
        run_with(script, run)
        yield not script.discarded
        path = script.following()
