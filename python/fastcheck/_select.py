"""``where``: the members of a set that satisfy a predicate of the member alone.

The engine remembers, per predicate, which elements satisfy it; so a predicate needs an identity:
see ``_identity``. A predicate that has none, or that reads the state, is applied to the members one
by one instead: the same answer, learned less well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from ._choices import run_with
from ._order import in_order
from ._view import View, plain
from .errors import NotBoolean, StateRead, UnknownVariable, close_name
from .sorts import binding_of, current

if TYPE_CHECKING:
    from ._view import Life

T = TypeVar("T")
Predicate = Callable[[Any], bool]


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
    key = life.predicates.key(predicate, wanted)
    if key is not None and key not in life.predicates.impure:
        found = _select(life, key, cursor, test)
        if found is not None:
            return found
        life.predicates.impure.add(key)
    return [member for member in cursor.members() if test(member)]


def _select(life: Life, key: Any, cursor: Any, test: Predicate) -> list[Any] | None:
    """What the engine answers; None if the predicate turns out to read the state, or fails on some
    element.
    """
    binding = current("where(...)")

    def alone(member: Any) -> bool:
        life.state_read = life.state_read and life.selecting
        with binding_of(binding):
            answer = bool(run_with(None, lambda: test(member)))
        if life.state_read:  # and it hid the exception
            raise StateRead("the predicate of where(...) reads the state")
        return answer

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
