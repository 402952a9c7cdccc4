"""Opaque models: any Python ``init`` and ``next`` over hashable states, explored by the same
engine.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .errors import DefinitionError

State = Any


@dataclass(frozen=True)
class Opaque:
    """A model given by functions. ``next`` yields states, or (label, state) pairs if ``labels`` is
    set.
    """

    init: Callable[[], Iterable[State]]
    next: Callable[[State], Iterable[Any]]
    invariants: Mapping[str, Callable[[State], bool]] = field(default_factory=dict)
    terminal: Callable[[State], bool] | None = None
    labels: bool = False
    name: str = "opaque"

    def successors(self, state: State) -> Iterator[State]:
        """The next states, without labels, in the order given."""
        for _, after in self.labelled(state):
            yield after

    def labelled(self, state: State) -> Iterator[tuple[str, State]]:
        """The next states with their labels; ``next`` where there are none."""
        for item in self.next(state):
            if not self.labels:
                yield "next", item
            elif isinstance(item, tuple) and len(item) == 2 and isinstance(item[0], str):
                yield item
            else:
                raise DefinitionError(
                    f"next gave {item!r}", hint="with labels=True it gives (label, state) pairs"
                )

    def label(self, before: State, after: Hashable) -> str:
        """The label of a step: ``next`` is asked again, so that no table of labels is kept."""
        return next((label for label, state in self.labelled(before) if state == after), "next")


def opaque(
    init: Callable[[], Iterable[State]],
    next: Callable[[State], Iterable[Any]],
    invariants: Mapping[str, Callable[[State], bool]] | None = None,
    terminal: Callable[[State], bool] | None = None,
    *,
    labels: bool = False,
) -> Opaque:
    """A model from functions: initial states, next states of a state, invariants by name.

    States are hashable values: tuples, frozensets, frozen dataclasses, Enum members, str, int,
    bool, None, nested. With ``labels=True`` ``next`` gives (label, state) pairs; it must be said,
    because a state may be a pair.
    """
    return Opaque(init, next, dict(invariants or {}), terminal, labels)


def as_opaque(target: object) -> Opaque | None:
    """An opaque model made of an object or class with methods ``init`` and ``next``; None if it has
    none.
    """
    if isinstance(target, Opaque):
        return target
    source: Any = (
        target()
        if isinstance(target, type) and hasattr(target, "init") and hasattr(target, "next")
        else target
    )
    if not (callable(getattr(source, "init", None)) and callable(getattr(source, "next", None))):
        return None
    name = target.__name__ if isinstance(target, type) else type(target).__name__
    return Opaque(
        source.init,
        source.next,
        dict(getattr(source, "invariants", {})),
        getattr(source, "terminal", None),
        bool(getattr(source, "labels", False)),
        name,
    )
