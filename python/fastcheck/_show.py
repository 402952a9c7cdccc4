"""Values as text: as Python would write them, but sets and dicts always in canonical order."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from ._order import order_key


def show(value: Any) -> str:
    """The value as text; the same for the same value, whatever the hash seed."""
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, tuple):
        return _show_tuple(value)
    if isinstance(value, list):
        return f"[{', '.join(map(show, value))}]"
    if isinstance(value, Set):
        members = ", ".join(map(show, sorted(value, key=order_key)))
        return f"{{{members}}}" if members else "set()"
    if isinstance(value, Mapping):
        entries = sorted(value.items(), key=lambda entry: order_key(entry[0]))
        return f"{{{', '.join(f'{show(key)}: {show(item)}' for key, item in entries)}}}"
    if is_dataclass(value) and not isinstance(value, type):
        items = (f"{item.name}={show(getattr(value, item.name))}" for item in fields(value))
        return f"{type(value).__name__}({', '.join(items)})"
    return repr(value)


def _show_tuple(value: tuple[Any, ...]) -> str:
    names = getattr(value, "_fields", None)
    if names is not None:
        items = (f"{name}={show(item)}" for name, item in zip(names, value, strict=True))
        return f"{type(value).__name__}({', '.join(items)})"
    return f"({show(value[0])},)" if len(value) == 1 else f"({', '.join(map(show, value))})"


def same(left: Any, right: Any) -> bool:
    """Whether two values are the same value; unlike ``==``, True is not 1 here."""
    return order_key(left) == order_key(right)
