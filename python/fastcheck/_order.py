"""The canonical order of values, for sets that are no views of the state.

Booleans, integers, strings, atoms (None, Enum and sort members) by name, then tuples, sets and maps by size and
content: the order in which the engine enumerates, and never that of Python's hash.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, TypeVar

from .sorts import FiniteSort

T = TypeVar("T")


def in_order(values: Iterable[T]) -> list[T]:
    """The values as a list: as they come, but those of a plain set in canonical order."""
    if isinstance(values, set | frozenset):
        return sorted(values, key=order_key)
    return list(values)


def order_key(value: Any) -> tuple[Any, ...]:
    """A key that sorts values of any mix of supported types."""
    if isinstance(value, FiniteSort):
        return (3, value.name, type(value).__name__, value._index)
    if isinstance(value, Enum):
        return (3, value.name, type(value).__name__)
    if value is None:
        return (3, "None", "")
    if isinstance(value, bool):
        return (0, value)
    if isinstance(value, int):
        return (1, value)
    if isinstance(value, str):
        return (2, value)
    if isinstance(value, tuple | list):
        return (4, len(value), *map(order_key, value))
    if isinstance(value, Set):
        return (5, len(value), *sorted(map(order_key, value)))
    if isinstance(value, Mapping):
        return (6, len(value), *sorted((order_key(key), order_key(item)) for key, item in value.items()))
    if is_dataclass(value):
        items = sorted((item.name, order_key(getattr(value, item.name))) for item in fields(value))
        return (6, len(items), *(((2, name), key) for name, key in items))
    return (7, type(value).__name__, repr(value))
