"""Dicts under an ``Any``: read as copies, so a change in place would be lost and is refused."""

from __future__ import annotations

import copy
from dataclasses import fields, is_dataclass
from typing import Any, NoReturn

from ._view import MAKERS
from .errors import UnsupportedValue


class SealedDict(dict[Any, Any]):
    """A dict that cannot be changed; copies of it can."""

    __slots__ = ()

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise UnsupportedValue(
            "a dict in a variable of type Any is changed in place",
            hint="declare the type, as in dict[str, int]; or assign a changed copy",
        )

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __copy__(self) -> dict[Any, Any]:
        return dict(self)

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[Any, Any]:
        return copy.deepcopy(dict(self), memo)

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)


def sealed(value: Any) -> Any:
    """The value with every dict in it sealed."""
    cls = type(value)
    if cls is dict:
        return SealedDict({key: sealed(item) for key, item in value.items()})
    if cls is tuple:
        return tuple(map(sealed, value))
    if isinstance(value, tuple) and hasattr(cls, "_make"):
        return cls._make(map(sealed, value))
    if is_dataclass(cls):
        parts = {field.name: sealed(getattr(value, field.name)) for field in fields(cls)}
        if any(part is not getattr(value, name) for name, part in parts.items()):
            value = copy.copy(value)
            for name, part in parts.items():
                object.__setattr__(value, name, part)
    return value


MAKERS["anything"] = lambda cursor, *_: sealed(cursor.load())
