"""Places in the state: what views need of the engine's cursors, and cursors over plain values.

A plain cursor takes over when a view outlives its place: ``old = self.x; self.x = new`` leaves
``old`` with the value that it had, as for any Python object.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import is_dataclass
from typing import Any, NoReturn, Protocol

from ._order import in_order, order_key
from .errors import DeadView


class Kind(Protocol):
    """What views ask of a schema."""

    @property
    def kind(self) -> str: ...
    @property
    def cls(self) -> type | None: ...
    @property
    def frozen(self) -> bool: ...
    @property
    def choices(self) -> Sequence[Any]: ...


class Cursor(Protocol):
    """A place in the state as the current run sees it; as ``_native.Cursor`` says."""

    @property
    def schema(self) -> Any: ...
    def load(self) -> Any: ...
    def store(self, value: object) -> None: ...
    def kind(self) -> str: ...
    def child(self, key: Any) -> Any: ...
    def has(self, key: object) -> bool: ...
    def size(self) -> int: ...
    def keys(self) -> list[Any]: ...
    def delete(self, key: object) -> None: ...
    def contains(self, member: object) -> bool: ...
    def add(self, member: object) -> None: ...
    def discard(self, member: object) -> None: ...
    def members(self) -> list[Any]: ...
    def select(self, key: object, predicate: Callable[[Any], bool]) -> list[Any]: ...
    def append(self, item: object) -> None: ...
    def pop_first(self) -> None: ...
    def pop_last(self) -> None: ...


def kind_of(value: object) -> str:
    """The kind of a plain value, as schemas name kinds."""
    if isinstance(value, bool):
        return "boolean"
    for cls, kind in (
        (int, "integer"),
        (str, "string"),
        (tuple, "tuple"),
        (list, "list"),
        (dict, "dict"),
    ):
        if isinstance(value, cls):
            return kind
    if isinstance(value, set | frozenset):
        return "set"
    if value is None:
        return "none"
    return "record" if is_dataclass(value) else "atoms"


class PlainCursor:
    """A cursor over a plain value that sits in ``box``, a dict, list or record, under ``key``."""

    def __init__(self, schema: Any, box: Any, key: Any) -> None:
        self.schema = schema
        self._box = box
        self._key = key

    @property
    def _value(self) -> Any:
        return (
            self._box[self._key]
            if isinstance(self._box, dict | list | tuple)
            else getattr(self._box, self._key)
        )

    def load(self) -> Any:
        return copy_of(self._value)

    def store(self, value: object) -> None:
        self._box[self._key] = copy_of(value)

    def kind(self) -> str:
        return kind_of(self._value)

    def child(self, key: Any) -> PlainCursor:
        schema, kind = self.schema, self.kind()
        if schema.kind == "union":
            schema = next(choice for choice in schema.choices if choice.kind == kind)
        if kind == "dict":
            return PlainCursor(schema.value, self._value, key)
        inner = schema.fields[key] if kind == "record" else schema.item
        return PlainCursor(inner, self._value, key)

    def has(self, key: object) -> bool:
        return key in self._value

    def size(self) -> int:
        return len(self._value)

    def keys(self) -> list[Any]:
        return sorted(self._value, key=order_key)

    def delete(self, key: object) -> None:
        del self._value[key]

    def contains(self, member: object) -> bool:
        return member in self._value

    def add(self, member: object) -> None:
        self._value.add(member)

    def discard(self, member: object) -> None:
        self._value.discard(member)

    def members(self) -> list[Any]:
        return in_order(self._value)

    def select(self, key: object, predicate: Callable[[Any], bool]) -> list[Any]:
        return [member for member in self.members() if predicate(member)]

    def append(self, item: object) -> None:
        self._value.append(copy_of(item))

    def pop_first(self) -> None:
        self._value.pop(0)

    def pop_last(self) -> None:
        self._value.pop()


class LostCursor:
    """Where an item of a list was that has been rearranged since: nothing can be said about it."""

    def __getattr__(self, name: str) -> NoReturn:
        raise DeadView(
            "this view was of an item of a list that has been rearranged since",
            hint="take the item from the list again, or copy it before",
        )


def copy_of(value: Any) -> Any:
    """A copy that shares no mutable container with the value."""
    if isinstance(value, dict):
        return {key: copy_of(item) for key, item in value.items()}
    if isinstance(value, list):
        return [copy_of(item) for item in value]
    if type(value) is tuple:
        return tuple(copy_of(item) for item in value)
    return set(value) if isinstance(value, set) else value
