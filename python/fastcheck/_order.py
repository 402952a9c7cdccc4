"""The canonical order of values, for sets that are no views of the state.

Booleans, integers, strings, atoms (None, Enum and sort members) by name, sets by size and members,
then tuples, dicts and records by size, keys and values: the order in which the engine enumerates,
and never that of Python's hash.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, Self, TypeVar

from .sorts import FiniteSort
from .values import ModelValue

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class CanonicalSet(frozenset[T_co]):
    """A frozenset read from the state: it iterates in canonical order.

    Otherwise it is a frozenset. Sets that a model makes itself, also by operators on this one,
    iterate as Python's do, in an order that may differ from run to run; ``fc.oneof``, ``fc.where``
    and writing to the state put them in order.
    """

    __slots__ = ("_ordered",)
    _ordered: tuple[T_co, ...]

    def __new__(cls, ordered: Iterable[T_co]) -> Self:
        """Of members that are in canonical order already."""
        members = tuple(ordered)
        made = super().__new__(cls, members)
        made._ordered = members
        return made

    def __iter__(self) -> Iterator[T_co]:
        return iter(self._ordered)

    def __repr__(self) -> str:
        return f"frozenset({{{', '.join(map(repr, self))}}})" if self else "frozenset()"

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return frozenset, (list(self._ordered),)


def in_order(values: Iterable[T]) -> list[T]:
    """The values as a list: as they come, but those of a plain set in canonical order."""
    if isinstance(values, set | frozenset) and not isinstance(values, CanonicalSet):
        return sorted(values, key=order_key)
    return list(values)


def order_key(value: Any) -> tuple[Any, ...]:
    """A key that sorts values of any mix of supported types."""
    if isinstance(value, FiniteSort):
        return (3, value._name, type(value).__name__, value._index)
    if isinstance(value, Enum):
        return (3, value._name_, type(value).__name__)
    if value is None:
        return (3, "None", "")
    if isinstance(value, ModelValue):
        return (3, value.name, "")
    if isinstance(value, bool):
        return (0, value)
    if isinstance(value, int):
        return (1, value)
    if isinstance(value, str):
        return (2, value)
    if isinstance(value, Set):
        return (4, len(value), *sorted(map(order_key, value)))
    if isinstance(value, tuple | list):
        positions = tuple((1, position) for position in range(1, len(value) + 1))
        return (5, len(value), positions, tuple(map(order_key, value)))
    pairs = _entries(value)
    if pairs is None:
        return (6, type(value).__name__, repr(value))
    keyed = sorted((order_key(key), order_key(item)) for key, item in pairs)
    return (5, len(keyed), tuple(key for key, _ in keyed), tuple(item for _, item in keyed))


def _entries(value: Any) -> list[tuple[Any, Any]] | None:
    """The entries of a map; those of a dataclass by field name."""
    if isinstance(value, Mapping):
        return list(value.items())
    if is_dataclass(value):
        return [(item.name, getattr(value, item.name)) for item in fields(value)]
    return None
