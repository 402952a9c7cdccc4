"""What all tracked views have in common.

A view is of a *place* (a state variable, an entry of a dict in one, ...). There is at most one view
per place at a time, kept alive by whoever holds it. When a place gets another value, a view of it
that is still held keeps the old value, as a Python object would. Iteration is in canonical order.
What a view returns is a view for a mutable container, a record view for a dataclass, else a plain
value.
"""

from __future__ import annotations

import copy
import weakref
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from ._cursor import Cursor, LostCursor, PlainCursor
from ._order import CanonicalSet
from .errors import AssignedInPredicate, DeadView, Error, StateRead
from .sorts import FiniteSort

if TYPE_CHECKING:
    from ._identity import Predicates


class Life:
    """What all views of one run share: whether they may write, and what went wrong."""

    def __init__(self, writable: bool, predicates: Predicates) -> None:
        self.writable = writable
        self.predicates = predicates
        self.failure: Error | None = None
        """The first refused write: a model that swallows the exception does not get away with it.
        """
        self.selecting = False
        self.state_read = False
        self._alive = True

    def end(self) -> None:
        """The run is over."""
        self._alive = False

    def touch(self) -> None:
        """Every read goes through here: none after the run, none in a ``where`` predicate."""
        if not self._alive:
            self.state_read = True  # by a predicate that is asked again after the run
            raise DeadView()
        if self.selecting:
            self.state_read = True
            raise StateRead("the predicate of where(...) reads the state")

    def write(self, operation: Callable[..., None], *arguments: object) -> None:
        """Runs an operation that changes the state."""
        self.touch()
        try:
            if not self.writable:
                raise AssignedInPredicate(
                    "a property or predicate changes the state",
                    hint="work on a copy, such as set(self.x)",
                )
            operation(*arguments)
        except Error as error:
            self.failure = self.failure or error
            raise


class View:
    """A place in the state that holds a container."""

    __slots__ = ("__weakref__", "_children", "_key", "_life", "_parent", "_place")

    def __init__(
        self, place: Cursor, life: Life, parent: View | None = None, key: Any = None
    ) -> None:
        self._place = place
        self._life = life
        self._parent = parent
        self._key = key
        self._children: dict[Any, weakref.ref[View]] = {}

    @property
    def _cursor(self) -> Cursor:
        self._life.touch()
        return self._place

    def _load(self) -> Any:
        return self._cursor.load()

    def _shallow(self, key: Any, value: Any) -> Any:
        """For a copy of the container: the item at ``key``, whose value has been read, as the
        container gives it, so that it is changed where it stands.
        """
        return value if _is_plain(value) else self._item(key)

    def _item(self, key: Any) -> Any:
        """The item at ``key``, which exists: a view if there is one for it, else a value."""
        cursor = self._cursor
        known = self._child(key)
        if known is not None:
            return known.surface()
        found = open_place(cursor.child(key), self._life, self, key)
        if isinstance(found, View):
            self._children[type(key), key] = weakref.ref(found)
            return found.surface()
        return found

    def _child(self, key: Any) -> View | None:
        reference = self._children.get((type(key), key))
        return reference() if reference else None

    def _alive(self) -> list[View]:
        return [
            view
            for view in (reference() for reference in self._children.values())
            if view is not None
        ]

    def _store(self, key: Any, value: object) -> None:
        """Gives the item at ``key`` a value; what still views the old one keeps that."""
        old = self._child(key)
        if old is not None and (value is old or getattr(value, "_fastcheck_view", None) is old):
            return  # self.d[k] |= s: changed in place already
        value = plain(value)
        self._leave(key)
        self._life.write(self._cursor.child(key).store, value)

    def _leave(self, key: Any) -> None:
        """The item at ``key`` goes away: a view of it takes its value along."""
        view = self._child(key)
        if view is not None:
            del self._children[type(key), key]
            view._detach()

    def _leave_all(self) -> None:
        for view in self._alive():
            view._detach()
        self._children = {}

    def _detach(self) -> None:
        schema = self._place.schema
        self._become(PlainCursor(schema, [self._load()], 0))
        self._parent = None

    def _become(self, place: Any) -> None:
        self._place = place
        for view in self._alive():
            view._become(place if isinstance(place, LostCursor) else place.child(view._key))

    def _lose_all(self) -> None:
        """The items are rearranged: views of them can no longer be told apart."""
        for view in self._alive():
            view._become(LostCursor())
        self._children = {}

    def _rekey(self, moved: Callable[[Any], Any]) -> None:
        """After the keys of items have changed."""
        views = self._alive()
        self._children = {}
        for view in views:
            view._key = moved(view._key)
            view._become(self._place.child(view._key))
            self._children[type(view._key), view._key] = weakref.ref(view)

    def surface(self) -> Any:
        """What a model gets to see: the view itself, unless a subclass shows something else."""
        return self

    def __repr__(self) -> str:
        return repr(self._load())

    def __copy__(self) -> Any:
        return self._load()

    def __deepcopy__(self, memo: object) -> Any:
        return self._load()

    def __reduce__(self) -> Any:
        return plain, (self._load(),)


MAKERS: dict[str, Callable[..., Any]] = {}
"""Kind of schema to what makes a view of such a place: (cursor, schema, life, parent, key)."""


def _maker(schema: Any) -> Callable[..., Any] | None:
    """What makes the view of a place; None where the value is shown as it is."""
    kind = schema.kind
    if kind == "tuple" and any(part.kind == "anything" for part in _tuple_items(schema)):
        kind = "anything"
    return MAKERS.get(kind)


def _tuple_items(schema: Any) -> list[Any]:
    return schema.choices or ([] if schema.item is None else [schema.item])


class Opener:
    """Opens one place time and again."""

    __slots__ = ("_cursor", "_make", "_schema")

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self._schema = cursor.schema
        kind = self._schema.kind
        self._make = _make_by_value if kind == "union" else _maker(self._schema)

    def open(self, life: Life, parent: View | None, key: Any) -> Any:
        """A view of the place where the value there calls for one, else the value."""
        cursor, make = self._cursor, self._make
        return make(cursor, self._schema, life, parent, key) if make else cursor.load()


def _make_by_value(cursor: Cursor, schema: Any, life: Life, parent: View | None, key: Any) -> Any:
    """For a union: what the value there now calls for."""
    kind = cursor.kind()
    choices = [choice for choice in schema.choices if choice.kind == kind]
    make = MAKERS.get(kind)
    if len(choices) != 1 or make is None:
        return cursor.load()
    return make(cursor, choices[0], life, parent, key)


def open_place(cursor: Cursor, life: Life, parent: View | None, key: Any) -> Any:
    """A view of the place where the value there calls for one, else the value."""
    return Opener(cursor).open(life, parent, key)


class Surface:
    """Marks objects that stand for a view in the hands of a model: record views."""

    __slots__ = ()
    _fastcheck_view: View


_CLASSES = 1024
"""For so many classes it is remembered how their objects are made plain."""


@lru_cache(_CLASSES)
def _atomic(cls: type) -> bool:
    """Whether objects of the class hold no others, so no views."""
    return cls in (bool, int, str, type(None), float, bytes) or issubclass(cls, FiniteSort | Enum)


@lru_cache(_CLASSES)
def _parts(cls: type) -> Callable[[Any], Iterable[Any]] | None:
    """What gives the parts of an object that is plain if they are; None for other classes."""
    if cls in (tuple, frozenset, CanonicalSet):
        return iter
    if not is_dataclass(cls) or issubclass(cls, View | Surface | tuple | Mapping):
        return None
    names = [field.name for field in fields(cls)]
    # A name twice: of a single one, attrgetter gives no tuple.
    return attrgetter(*names, names[0]) if names else None


def _is_plain(value: Any) -> bool:
    """Whether a value can be used as it is: immutable on the way to any view in it, and no view."""
    cls: Any = type(value)
    if _atomic(cls):
        return True
    parts = _parts(cls)
    return parts is not None and all(map(_is_plain, parts(value)))


def plain(value: Any) -> Any:
    """The value with every view in it replaced by a plain copy of what it shows."""
    cls: Any = type(value)
    if _atomic(cls):
        return value
    parts = _parts(cls)
    if parts is not None and all(map(_is_plain, parts(value))):
        return value
    return _plain_copy(value, cls)


def _plain_copy(value: Any, cls: Any) -> Any:
    if issubclass(cls, View):
        return value._load()
    if issubclass(cls, Surface):
        return value._fastcheck_view._load()
    if cls is CanonicalSet:
        cls = frozenset
    if cls in (tuple, list, set, frozenset):
        return cls(plain(item) for item in value)
    if issubclass(cls, tuple) and hasattr(cls, "_make"):
        return cls._make(plain(item) for item in value)
    if issubclass(cls, Mapping):
        return {plain(key): plain(item) for key, item in value.items()}
    return _plain_record(value) if is_dataclass(cls) else value


def _plain_record(value: Any) -> Any:
    """The record itself if no field holds a view, else a copy."""
    found: dict[str, Any] = {}
    for field in fields(value):
        item = getattr(value, field.name)
        clean = plain(item)
        if isinstance(item, View | Surface) or (clean is not item and not _same(clean, item)):
            found[field.name] = clean
    if not found:
        return value
    copied = copy.copy(value)
    for name, item in found.items():
        object.__setattr__(copied, name, item)
    return copied


def _same(clean: Any, item: Any) -> bool:
    """Whether a container was only rebuilt: nothing in it was a view."""
    if type(item) in (tuple, list):
        return all(a is b or _same(a, b) for a, b in zip(clean, item, strict=True))
    return False
