"""Values of TLA+ specifications as Python objects.

| TLA+ | Python |
|---|---|
| ``TRUE``, ``1``, ``"s"`` | ``bool``, ``int``, ``str`` |
| model value ``a1`` | :class:`ModelValue` |
| set | ``frozenset``, iterating in TLC's order |
| tuple, sequence, empty function | ``tuple`` |
| record | :class:`Record` |
| other function | :class:`Function` |

All are immutable and hashable, equal if the values are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NoReturn


class ModelValue:
    """A model value: equal to itself alone, that is, to one of the same name."""

    __slots__ = ("_name",)
    _name: str

    def __init__(self, name: str) -> None:
        object.__setattr__(self, "_name", name)

    @property
    def name(self) -> str:
        """Its name in the configuration."""
        return self._name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ModelValue) and other._name == self._name

    def __hash__(self) -> int:
        return hash((ModelValue, self._name))

    def __repr__(self) -> str:
        return self._name

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a model value cannot be changed")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._name,)


class Function(Mapping[Any, Any]):
    """A function with a finite domain, as a mapping that cannot be changed."""

    __slots__ = ("_entries", "_hash")
    _entries: dict[Any, Any]
    _hash: int | None

    def __init__(self, entries: Mapping[Any, Any]) -> None:
        object.__setattr__(self, "_entries", dict(entries))
        object.__setattr__(self, "_hash", None)

    def __getitem__(self, argument: Any) -> Any:
        return self._entries[argument]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __hash__(self) -> int:
        if self._hash is None:
            object.__setattr__(self, "_hash", hash(frozenset(self._entries.items())))
        return self._hash or 0

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a {type(self).__name__} cannot be changed")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._entries,)

    def __repr__(self) -> str:
        return notation(self)


class Record(Function):
    """A record: its fields by name, as ``r["field"]`` or ``r.field``.

    A field that is named like a method of mappings (``keys``, ``items``, ...) is reached by index
    only.
    """

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_") and name in self._entries:
            return self._entries[name]
        raise AttributeError(f"the record has no field {name!r}", name=name, obj=self)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._entries]


def notation(value: Any) -> str:
    """The value in TLA+ notation, on one line; Python's own sets are put in order."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case str():
            return quoted(value)
        case tuple():
            return f"<<{', '.join(map(notation, value))}>>"
        case frozenset() | set():
            from ._order import in_order

            return f"{{{', '.join(map(notation, in_order(value)))}}}"
        case Record():
            fields = (f"{name} |-> {notation(item)}" for name, item in value.items())
            return f"[{', '.join(fields)}]"
        case Mapping():
            pairs = (f"{notation(key)} :> {notation(item)}" for key, item in value.items())
            return f"({' @@ '.join(pairs)})" if value else "<<>>"
        case _:
            return str(value)


ESCAPES = str.maketrans(
    {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
)


def quoted(text: str) -> str:
    """A string as TLA+ writes it."""
    return f'"{text.translate(ESCAPES)}"'
