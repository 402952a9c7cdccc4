"""Views of sets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, MutableSet, Set
from typing import Any

from ._order import in_order
from ._select import select
from ._view import MAKERS, View, plain


class _SetReads(View, Set[Any]):
    """What sets in the state can be asked: ``in`` reads one membership, ``where`` the members that
    satisfy it.
    """

    __slots__ = ()

    @classmethod
    def _from_iterable(cls, values: Iterable[Any]) -> Any:
        return set(values)

    def __contains__(self, member: object) -> bool:
        self._life.touch()
        return self._place.contains(plain(member))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._cursor.members())

    def __len__(self) -> int:
        return self._cursor.size()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Set):
            return NotImplemented
        return bool(self._load() == (other._load() if isinstance(other, View) else other))

    __hash__ = None  # type: ignore[assignment]

    def __ge__(self, other: Any) -> bool:
        """Reads the memberships of the members of ``other`` alone."""
        return self.issuperset(other) if isinstance(other, Set) else NotImplemented

    def where(self, predicate: Callable[[Any], bool] | None = None, /, **fields: Any) -> list[Any]:
        """The members that satisfy a predicate of the member alone, or have these field values."""
        return select(self, self._life, predicate, fields)

    def issubset(self, other: Iterable[Any]) -> bool:
        """Whether every member is in ``other``."""
        members = other if isinstance(other, Set) else set(other)
        return all(member in members for member in self)

    def issuperset(self, other: Iterable[Any]) -> bool:
        """Whether every member of ``other`` is here."""
        return all(member in self for member in in_order(other))

    def isdisjoint(self, other: Iterable[Any]) -> bool:
        """Whether no member of ``other`` is here."""
        return not any(member in self for member in in_order(other))

    def union(self, *others: Iterable[Any]) -> Any:
        """A plain set of the members here and there."""
        return self._load().union(*map(plain, others))

    def intersection(self, *others: Iterable[Any]) -> Any:
        """A plain set of the members here and everywhere there."""
        return self._load().intersection(*map(plain, others))

    def difference(self, *others: Iterable[Any]) -> Any:
        """A plain set of the members here and nowhere there."""
        return self._load().difference(*map(plain, others))

    def symmetric_difference(self, other: Iterable[Any]) -> Any:
        """A plain set of the members of exactly one of the two."""
        return self._load().symmetric_difference(plain(other))

    def copy(self) -> Any:
        """A plain copy."""
        return self._load()


class FrozenSetView(_SetReads):
    """A frozenset in the state."""

    __slots__ = ()

    @classmethod
    def _from_iterable(cls, values: Iterable[Any]) -> Any:
        return frozenset(values)

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(self._load())


class SetView(_SetReads, MutableSet[Any]):
    """A set in the state. ``add`` and ``discard`` read nothing."""

    __slots__ = ()

    def add(self, member: Any) -> None:
        """Puts a member in."""
        self._life.write(self._cursor.add, plain(member))

    def discard(self, member: Any) -> None:
        """Takes a member out, if it is there."""
        self._life.write(self._cursor.discard, plain(member))

    def pop(self) -> Any:
        """Removes and returns the first member in canonical order."""
        members = self._cursor.members()
        if not members:
            raise KeyError("pop from an empty set")
        self.discard(members[0])
        return members[0]

    def clear(self) -> None:
        """Removes every member; reads nothing."""
        self._life.write(self._cursor.store, set())

    def update(self, *others: Iterable[Any]) -> None:
        """Adds the members of the others."""
        for other in others:
            for member in in_order(other):
                self.add(member)

    def difference_update(self, *others: Iterable[Any]) -> None:
        """Removes the members of the others."""
        for other in others:
            for member in in_order(other):
                self.discard(member)

    def intersection_update(self, *others: Iterable[Any]) -> None:
        """Keeps only members that are in all the others."""
        kept = self.intersection(*others)
        for member in self:
            if member not in kept:
                self.discard(member)

    def symmetric_difference_update(self, other: Iterable[Any]) -> None:
        """Adds members of the other that are not here, removes those that are."""
        for member in in_order(set(plain(other))):
            (self.discard if member in self else self.add)(member)

    def __ior__(self, other: Set[Any]) -> SetView:  # type: ignore[misc]
        self.update(other)
        return self

    def __isub__(self, other: Set[Any]) -> SetView:
        self.difference_update(other)
        return self

    def __iand__(self, other: Set[Any]) -> SetView:
        self.intersection_update(other)
        return self

    def __ixor__(self, other: Set[Any]) -> SetView:  # type: ignore[misc]
        self.symmetric_difference_update(other)
        return self


def _make(cursor: Any, schema: Any, life: Any, parent: Any, key: Any) -> View:
    return (FrozenSetView if schema.frozen else SetView)(cursor, life, parent, key)


MAKERS["set"] = _make
