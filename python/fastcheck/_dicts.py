"""Views of dicts."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, MutableMapping
from typing import Any

from ._view import MAKERS, View, plain


class DictView(View, MutableMapping[Any, Any]):
    """A dict in the state. ``d[k]`` reads whether ``k`` is there and what is used of its entry."""

    __slots__ = ()

    def __getitem__(self, key: Any) -> Any:
        key = plain(key)
        if not self._cursor.has(key):
            raise KeyError(key)
        return self._item(key)

    def __setitem__(self, key: Any, value: object) -> None:
        self._store(plain(key), value)

    def __delitem__(self, key: Any) -> None:
        key = plain(key)
        if not self._cursor.has(key):
            raise KeyError(key)
        self._leave(key)
        self._life.write(self._cursor.delete, key)

    def __contains__(self, key: object) -> bool:
        return self._cursor.has(plain(key))

    def __iter__(self) -> Iterator[Any]:
        yield from self._cursor.keys()

    def __reversed__(self) -> Iterator[Any]:
        yield from reversed(self._cursor.keys())

    def __len__(self) -> int:
        return self._cursor.size()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mapping):
            return NotImplemented
        return bool(self._load() == plain(other))

    __hash__ = None  # type: ignore[assignment]

    def __or__(self, other: Mapping[Any, Any]) -> dict[Any, Any]:
        return {**self.copy(), **other} if isinstance(other, Mapping) else NotImplemented

    def __ror__(self, other: Mapping[Any, Any]) -> dict[Any, Any]:
        return {**other, **self.copy()} if isinstance(other, Mapping) else NotImplemented

    def __ior__(self, other: Any) -> DictView:  # type: ignore[misc]
        self.update(other)
        return self

    def copy(self) -> dict[Any, Any]:
        """A plain dict with the same items: containers in it are still those of the state."""
        return {key: self._shallow(key, value) for key, value in self._load().items()}

    __copy__ = copy

    def setdefault(self, key: Any, default: Any = None) -> Any:
        """The entry of ``key``, which gets a copy of ``default`` if there is none."""
        if key not in self:
            self[key] = default
        return self[key]

    def pop(self, key: Any, *default: Any) -> Any:
        """Removes the entry and returns its value."""
        if key not in self:
            if default:
                return default[0]
            raise KeyError(key)
        value = plain(self[key])
        del self[key]
        return value

    def popitem(self) -> tuple[Any, Any]:
        """Removes and returns the last entry in canonical order."""
        keys = self._cursor.keys()
        if not keys:
            raise KeyError("popitem(): dictionary is empty")
        return keys[-1], self.pop(keys[-1])

    def clear(self) -> None:
        """Removes every entry; reads nothing."""
        self._leave_all()
        self._life.write(self._cursor.store, {})

    def items(self) -> ItemsView[Any, Any]:
        """The entries, in the order of the keys."""
        return ItemsView(self)


MAKERS["dict"] = lambda cursor, schema, life, parent, key: DictView(cursor, life, parent, key)
