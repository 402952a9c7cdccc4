"""Views of lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, MutableSequence
from typing import Any

from ._view import MAKERS, View, plain


class ListView(View, MutableSequence[Any]):
    """A list in the state. An item reads the length and that item; ``append`` and ``pop`` at the
    ends do no more.
    """

    __slots__ = ()

    def _index(self, index: Any, what: str = "list index out of range") -> int:
        size = self._cursor.size()
        position: int = index.__index__()
        position += size if position < 0 else 0
        if not 0 <= position < size:
            raise IndexError(what)
        return position

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self._item(position) for position in range(*index.indices(self._cursor.size()))]
        return self._item(self._index(index))

    def __setitem__(self, index: Any, value: Any) -> None:
        if isinstance(index, slice):
            self._rearrange(lambda items: items.__setitem__(index, plain(list(value))))
        else:
            self._store(self._index(index, "list assignment index out of range"), value)

    def __delitem__(self, index: Any) -> None:
        if isinstance(index, slice):
            self._rearrange(lambda items: items.__delitem__(index))
            return
        position = self._index(index, "list assignment index out of range")
        if position == 0:
            self._leave(0)
            self._life.write(self._cursor.pop_first)
            self._rekey(lambda key: key - 1)
        elif position == self._cursor.size() - 1:
            self._leave(position)
            self._life.write(self._cursor.pop_last)
        else:
            self._rearrange(lambda items: items.__delitem__(position))

    def _rearrange(self, change: Callable[[list[Any]], None]) -> None:
        """Any change that the engine has no operation for: the whole list is read and stored."""
        items = self._load()
        change(items)
        self._lose_all()
        self._life.write(self._cursor.store, items)

    def __len__(self) -> int:
        return self._cursor.size()

    def __iter__(self) -> Iterator[Any]:
        for position in range(self._cursor.size()):
            yield self._item(position)

    def __contains__(self, value: object) -> bool:
        return any(item is value or item == value for item in self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, list | ListView):
            return NotImplemented
        return bool(self._load() == plain(other))

    __hash__ = None  # type: ignore[assignment]

    def __lt__(self, other: Any) -> bool:
        return bool(self._load() < plain(other))

    def __le__(self, other: Any) -> bool:
        return bool(self._load() <= plain(other))

    def __gt__(self, other: Any) -> bool:
        return bool(self._load() > plain(other))

    def __ge__(self, other: Any) -> bool:
        return bool(self._load() >= plain(other))

    def __add__(self, other: Any) -> list[Any]:
        return [*self.copy(), *other] if isinstance(other, list | ListView) else NotImplemented

    def __radd__(self, other: Any) -> list[Any]:
        return [*other, *self.copy()] if isinstance(other, list) else NotImplemented

    def __iadd__(self, other: Iterable[Any]) -> ListView:  # type: ignore[misc]
        self.extend(other)
        return self

    def __mul__(self, times: int) -> list[Any]:
        return self.copy() * times

    __rmul__ = __mul__

    def __imul__(self, times: int) -> ListView:
        self._rearrange(lambda items: items.__setitem__(slice(None), items * times))
        return self

    def append(self, item: Any) -> None:
        """Puts an item at the end."""
        self._life.write(self._cursor.append, plain(item))

    def extend(self, items: Iterable[Any]) -> None:
        """Puts items at the end, in their order."""
        for item in plain(list(items)):
            self.append(item)

    def insert(self, index: int, item: Any) -> None:
        """Puts an item before the one at ``index``."""
        self._rearrange(lambda items: items.insert(index, plain(item)))

    def pop(self, index: Any = -1) -> Any:
        """Removes an item and returns its value."""
        if not len(self):
            raise IndexError("pop from empty list")
        position = self._index(index, "pop index out of range")
        value = plain(self._item(position))
        del self[position]
        return value

    def clear(self) -> None:
        """Removes every item; reads nothing."""
        self._leave_all()
        self._life.write(self._cursor.store, [])

    def reverse(self) -> None:
        """Reverses the order in place."""
        self._rearrange(list.reverse)

    def sort(self, *, key: Any = None, reverse: bool = False) -> None:
        """Sorts in place."""
        self._rearrange(lambda items: items.sort(key=key, reverse=reverse))

    def copy(self) -> list[Any]:
        """A plain list of the same items: containers in it are still those of the state."""
        return [self._shallow(key, value) for key, value in enumerate(self._load())]

    __copy__ = copy


MAKERS["list"] = lambda cursor, schema, life, parent, key: ListView(cursor, life, parent, key)
