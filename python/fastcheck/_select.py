"""``where``: the members of a set that satisfy a predicate of the member alone.

The engine remembers, per predicate, which elements satisfy it; so a predicate needs an identity. It
is the code of the function and the values it closes over, as keys that tell ``True`` from ``1``. A
predicate that has no such identity, or that reads the state, is applied to the members one by one
instead: the same answer, learned less well.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from enum import Enum
from types import FunctionType, MethodType
from typing import TYPE_CHECKING, Any, TypeVar

from ._choices import run_with
from ._order import in_order
from ._view import Surface, View, plain
from .errors import NotBoolean, UnknownVariable, close_name
from .sorts import FiniteSort, binding_of, current

if TYPE_CHECKING:
    from ._view import Life

T = TypeVar("T")
Predicate = Callable[[Any], bool]


class _NoKey(Exception):
    """The predicate closes over something that has no value to compare by."""


def where(
    values: Iterable[T], predicate: Callable[[T], bool] | None = None, /, **wanted: Any
) -> list[T]:
    """The elements that satisfy a predicate of the element alone, or whose fields have these
    values.

    For a set in the state it reads less than a loop; for any other collection it is a filter. In
    canonical order.
    """
    from ._sets import _SetReads

    if isinstance(values, _SetReads):
        return values.where(predicate, **wanted)
    test = _conjunction(predicate, wanted)
    return [value for value in in_order(values) if test(value)]


def select(
    view: View, life: Life, predicate: Predicate | None, wanted: dict[str, Any]
) -> list[Any]:
    """The members of a set view that satisfy the predicate and have the fields."""
    cursor = view._cursor
    wanted = {name: plain(value) for name, value in wanted.items()}
    _check_fields(wanted, cursor.schema)
    test = _conjunction(predicate, wanted)
    try:
        key = (_key(predicate), _key(tuple(wanted.items())))
    except _NoKey:
        return [member for member in cursor.members() if test(member)]
    if key not in life.impure:
        found = _select(life, key, cursor, test)
        if found is not None:
            return found
        life.impure.add(key)
    return [member for member in cursor.members() if test(member)]


def _select(life: Life, key: Any, cursor: Any, test: Predicate) -> list[Any] | None:
    """What the engine answers; None if the predicate turns out to read the state, or fails on some
    element.
    """
    binding = current("where(...)")

    def alone(member: Any) -> bool:
        with binding_of(binding):
            return bool(run_with(None, lambda: test(member)))

    life.selecting, life.state_read = True, False
    try:
        found: list[Any] = cursor.select(key, alone)
    except Exception:
        # An element outside the set may not suit the predicate; a member that does not will raise.
        return None
    finally:
        life.selecting = False
    return None if life.state_read else found


def _conjunction(predicate: Predicate | None, wanted: dict[str, Any]) -> Predicate:
    def test(member: Any) -> bool:
        for name, value in wanted.items():
            if not hasattr(member, name) or getattr(member, name) != value:
                return False
        answer = True if predicate is None else predicate(member)
        if type(answer) is not bool:
            raise NotBoolean(
                f"the predicate of where(...) gave {answer!r}", hint="write a comparison"
            )
        return answer

    return test


def _check_fields(wanted: dict[str, Any], schema: Any) -> None:
    """A field that no element can have is a slip of the pen, not an empty answer."""
    item = schema.item
    if not wanted or item is None or item.kind == "anything":
        return
    known: dict[str, None] = {}
    for choice in item.choices if item.kind == "union" else [item]:
        if choice.kind == "anything":
            return
        if choice.cls is not None:
            names = (
                (field.name for field in fields(choice.cls))
                if is_dataclass(choice.cls)
                else choice.cls._fields
            )
            known.update(dict.fromkeys(names))
    for name in wanted:
        if name not in known:
            raise UnknownVariable(
                f"no element of the set has a field {name}", hint=close_name(name, known)
            )


def _key(value: Any) -> Any:
    """A hashable value that is equal exactly for what behaves alike as part of a predicate."""
    from .model import Model

    if value is None or isinstance(value, bool | int | str | float | bytes | Enum | FiniteSort):
        return (type(value), value)
    if isinstance(value, type):
        return value
    if isinstance(value, Model):
        return type(
            value
        )  # it is asked for constants alone: a predicate that reads the state is found out
    if isinstance(value, FunctionType):
        return _function_key(value)
    if isinstance(value, MethodType):
        return (
            _function_key(value.__func__) if isinstance(value.__func__, FunctionType) else None,
            _key(value.__self__),
        )
    if isinstance(value, Surface):
        return _key(plain(value))
    if isinstance(value, tuple):
        return (type(value), *map(_key, value))
    if isinstance(value, frozenset):
        return (frozenset, frozenset(map(_key, value)))
    if is_dataclass(value) and _frozen(type(value)):
        return (type(value), *(_key(getattr(value, field.name)) for field in fields(value)))
    raise _NoKey


def _frozen(cls: Any) -> bool:
    return bool(cls.__dataclass_params__.frozen)


def _function_key(function: FunctionType) -> Any:
    if inspect.isgeneratorfunction(function):
        raise _NoKey
    try:
        cells = tuple(
            _key(cell.cell_contents)
            for cell in function.__closure__ or ()
            if cell.cell_contents is not function
        )
    except ValueError as error:  # an empty cell
        raise _NoKey from error
    defaults = tuple(map(_key, function.__defaults__ or ()))
    named = tuple((name, _key(value)) for name, value in (function.__kwdefaults__ or {}).items())
    return (function.__code__, id(function.__globals__), cells, defaults, named)
