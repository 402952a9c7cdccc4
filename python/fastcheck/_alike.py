"""Values of different types that would be taken for each other: what a definition must not contain.

The engine's values have no Python class: a tuple is a function of 1 to n, a record one of its field
names, an Enum member a name. And Python calls objects equal that are different values: ``1 ==
True``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, make_dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._types import Shape

_FUNCTIONS = ("tuple", "tuple_any", "list", "dict", "record")
_WORDS = {"boolean": bool, "integer": int, "string": str}


def scalar(value: object) -> tuple[str, object]:
    """What is left of a bool, int, str, None, Enum or sort member as a value of the engine."""
    if value is None:
        return ("atom", "None")
    for word, cls in _WORDS.items():
        if type(value) is cls:
            return (word, value)
    return ("atom", member_name(value))


def member_name(member: Any) -> str:
    """The name of an Enum or sort member, whatever its class makes of ``name``."""
    name: str = member._name_ if isinstance(member, Enum) else member._name
    return name


def overlap(a: Shape, b: Shape) -> bool:
    """Whether some value of the engine may be of both types."""
    if a.kind == "union":
        return any(overlap(item, b) for item in a.items)
    if b.kind == "union":
        return overlap(b, a)
    if "anything" in (a.kind, b.kind):
        return True
    if a.kind in _FUNCTIONS and b.kind in _FUNCTIONS:
        return _functions_overlap(a, b)
    if {a.kind, b.kind} & {"set", *_FUNCTIONS}:
        return a.kind == b.kind == "set"
    one, other = _scalars(a), _scalars(b)
    return any(
        word == another and (value is None or value2 is None or value == value2)
        for word, value in one
        for another, value2 in other
    )


def _scalars(shape: Shape) -> list[tuple[str, object]]:
    """The scalars of a type; with None for a value, all of that word."""
    if shape.kind == "none":
        return [scalar(None)]
    if shape.kind in _WORDS:
        return [(shape.kind, None)]
    return [scalar(value) for value in shape.values] or [("atom", None)]


def _functions_overlap(a: Shape, b: Shape) -> bool:
    fixed, other = _entries(a), _entries(b)
    if fixed is None:
        fixed, other, b = other, fixed, a
    if fixed is None:
        return True  # both may be empty
    if other is not None:
        return fixed.keys() == other.keys() and all(
            overlap(item, other[key]) for key, item in fixed.items()
        )
    keys, values = (b.items[0] if b.kind == "dict" else _of(int)), b.items[-1]
    return all(overlap(_of(key), keys) for key in fixed) and all(
        overlap(item, values) for item in fixed.values()
    )


def _of(key: object) -> Shape:
    """The type of int, or of one int or str."""
    from ._types import Shape

    return Shape("integer", "int") if key is int else Shape("literal", repr(key), values=(key,))


def _entries(shape: Shape) -> dict[object, Shape] | None:
    """The entries that every value of the type has; None where they vary."""
    if shape.kind == "tuple":
        return dict(enumerate(shape.items, 1))
    if shape.kind == "record":
        return dict(zip(shape.names, shape.items, strict=True))
    return None


def confused(a: Shape, b: Shape) -> bool:
    """Whether an object of ``a`` and one of ``b`` may be equal in Python and different values."""
    if "union" in (a.kind, b.kind):
        return _any_choice(confused, a, b)
    if parts := _parts(a, b):
        return any(confused(x, y) for x, y in parts) and all(_equal(x, y) for x, y in parts)
    return any(x[0] is not y[0] and _same(x, y) for x in _leaves(a) for y in _leaves(b))


def _equal(a: Shape, b: Shape) -> bool:
    """Whether an object of ``a`` and one of ``b`` may be equal in Python."""
    if "union" in (a.kind, b.kind):
        return _any_choice(_equal, a, b)
    if parts := _parts(a, b):
        return all(_equal(x, y) for x, y in parts)
    return a.kind == b.kind or any(_same(x, y) for x in _leaves(a) for y in _leaves(b))


def _any_choice(test: Callable[[Shape, Shape], bool], a: Shape, b: Shape) -> bool:
    one = a.items if a.kind == "union" else (a,)
    other = b.items if b.kind == "union" else (b,)
    return any(test(x, y) for x in one for y in other)


def _parts(a: Shape, b: Shape) -> list[tuple[Shape, Shape]]:
    """The parts that are compared with each other where objects of the types are."""
    if a.kind == b.kind and a.kind in ("set", "tuple_any"):
        return [(a.items[0], b.items[0])]
    if a.kind == b.kind == "record":
        return list(zip(a.items, b.items, strict=True)) if a.cls is b.cls else []
    if a.kind == b.kind == "tuple":
        fits = len(a.items) == len(b.items)
        return list(zip(a.items, b.items, strict=True)) if fits else []
    if (a.kind, b.kind) == ("tuple", "tuple_any"):
        return [(item, b.items[0]) for item in a.items]
    return _parts(b, a) if (a.kind, b.kind) == ("tuple_any", "tuple") else []


def _leaves(shape: Shape) -> Iterator[tuple[type, object]]:
    """Class and value of what a type without parts contains; with None for a value, all."""
    if shape.kind in ("integer", "string"):
        yield _WORDS[shape.kind], None
    elif shape.kind == "boolean":
        yield from ((bool, False), (bool, True))
    for value in shape.values:
        yield type(value), value


def _same(a: tuple[type, object], b: tuple[type, object]) -> bool:
    """Whether two leaves have an object in common, or equal ones."""
    (one, value), (other, value2) = a, b
    related = one is other or any(
        issubclass(one, cls) and issubclass(other, cls) for cls in (int, str)
    )
    return related and (value is None or value2 is None or value == value2)


@lru_cache(1024)
def compares_plainly(cls: type) -> bool:
    """Whether a frozen dataclass or NamedTuple compares and hashes by all its fields."""
    if issubclass(cls, tuple):
        return cls.__eq__ is tuple.__eq__ and cls.__hash__ is tuple.__hash__
    names = [field.name for field in fields(cls)]  # type: ignore[arg-type]
    plain = make_dataclass("plain", names, frozen=True)
    return all(
        _code(getattr(cls, method)) == _code(getattr(plain, method))
        for method in ("__eq__", "__hash__")
    )


def _code(method: Any) -> tuple[object, ...] | None:
    """What a method does, wherever it was written; None for one that is not written in Python."""
    code = getattr(method, "__code__", None)
    return None if code is None else (code.co_code, code.co_names, code.co_consts)
