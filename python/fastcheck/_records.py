"""Views of frozen dataclasses: objects of the user's class whose fields are read from the state
when they are used.

For every dataclass a subclass is made whose field attributes read through the place. ``__class__``
says the user's class, so that ``isinstance``, ``==``, ``hash``, ``repr``, ``match`` and
``dataclasses.replace`` work as on the class.
"""

from __future__ import annotations

from dataclasses import fields
from types import new_class
from typing import Any
from weakref import WeakKeyDictionary

from ._cursor import Cursor
from ._view import MAKERS, Life, Surface, View

_classes: WeakKeyDictionary[type, type | None] = WeakKeyDictionary()


class RecordPlace(View):
    """The place of a record; the model sees its surface."""

    __slots__ = ("_cls",)

    def __init__(self, place: Cursor, life: Life, parent: View | None, key: Any, cls: type) -> None:
        super().__init__(place, life, parent, key)
        self._cls = cls

    def surface(self) -> Any:
        """An object of the user's class; a plain copy if the class does not allow subclasses."""
        made = surface_class(self._cls)
        if made is None:
            return self._load()
        record: Any = object.__new__(made)
        object.__setattr__(record, "_fastcheck_view", self)
        return record


def surface_class(cls: type) -> type | None:
    """The subclass whose fields read through a place; None if ``cls`` refuses subclasses."""
    if cls not in _classes:
        _classes[cls] = _make_class(cls)
    return _classes[cls]


def _make_class(cls: type) -> type | None:
    body: dict[str, Any] = {field.name: _reader(field.name) for field in fields(cls)}
    body.update(
        __slots__=("_fastcheck_view",),
        # For vars(self) in methods of the class; what functools.cached_property puts in is dropped.
        __dict__=property(lambda self: dict(self._fastcheck_view._load().__dict__)),
        __class__=property(lambda self: cls),
        __copy__=lambda self: self._fastcheck_view._load(),
        __deepcopy__=lambda self, memo: self._fastcheck_view._load(),
        __reduce_ex__=lambda self, protocol: self._fastcheck_view._load().__reduce_ex__(protocol),
        __module__=cls.__module__,
        __qualname__=cls.__qualname__,
    )
    try:
        return new_class(cls.__name__, (Surface, cls), {}, lambda namespace: namespace.update(body))
    except Exception:  # whatever the class, or its metaclass, raises to refuse
        return None


def _reader(name: str) -> property:
    return property(lambda self: self._fastcheck_view._item(name))


def _make(cursor: Any, schema: Any, life: Any, parent: Any, key: Any) -> View:
    return RecordPlace(cursor, life, parent, key, schema.cls)


MAKERS["record"] = _make
