"""What would be checked wrongly, or not at all, is refused; nothing is dropped silently."""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, IntEnum, StrEnum
from types import MappingProxyType
from typing import Annotated, Any, Literal, NamedTuple

import pytest

import fastcheck as fc
from fastcheck import _system

pytestmark = pytest.mark.usefixtures("native")


class Counter(fc.Model):
    x: int

    @fc.init
    def start(self) -> None:
        self.x = 0

    @fc.action
    def tick(self) -> None:
        fc.require(self.x < 5)
        self.x += 1

    @fc.terminal
    def over(self) -> bool:
        return True


def small(self: Any) -> bool:
    return bool(self.x < 3)


class Callable_:
    """Callable, and no function."""

    def __call__(self, model: Any) -> bool:
        return small(model)


DECORATORS: list[Any] = [
    fc.init,
    fc.action,
    fc.invariant,
    fc.predicate,
    fc.terminal,
    fc.constraint,
    fc.step_property,
]


@pytest.mark.parametrize("decorator", DECORATORS, ids=lambda item: str(item.__name__))
@pytest.mark.parametrize(
    "callable_",
    [functools.cache(small), functools.partial(small), Callable_(), staticmethod(small)],
    ids=["cache", "partial", "object", "staticmethod"],
)
def test_decorated_callables_that_are_no_functions(decorator: Any, callable_: Any) -> None:
    with pytest.raises(fc.DefinitionError, match="decorates a plain method"):
        decorator(callable_)


@pytest.mark.parametrize("decorator", DECORATORS, ids=lambda item: str(item.__name__))
@pytest.mark.parametrize(
    "hide", [functools.cache, functools.partial, staticmethod, classmethod, property]
)
def test_decorated_functions_made_into_something_else(decorator: Any, hide: Any) -> None:
    def method(self: Any) -> bool:
        return True

    with pytest.raises(fc.DefinitionError, match="defined and then lost"):

        class _Hidden(Counter):
            inv = hide(decorator(method))


def test_hidden_after_the_class_statement_and_in_mixins() -> None:
    class Later(Counter): ...

    Later.inv = functools.cache(fc.invariant(lambda self: self.x < 3))  # type: ignore[attr-defined]
    with pytest.raises(fc.DefinitionError, match=r"Later\.inv is defined and then lost"):
        _system.prepare(Later)

    class Mixin:
        @property
        @fc.invariant
        def inv(self) -> bool:
            return False

    class Mixed(Mixin, Counter): ...

    with pytest.raises(fc.DefinitionError, match=r"Mixin\.inv is defined and then lost"):
        _system.prepare(Mixed)


def test_a_wrapper_that_is_a_function_is_checked() -> None:
    def logged(function: Callable[[Any], bool]) -> Callable[[Any], bool]:
        @functools.wraps(function)
        def wrapper(self: Any) -> bool:
            return function(self)

        return wrapper

    class Over(Counter):
        inv = logged(fc.invariant(small))

    class Under(Counter):
        inv = fc.invariant(logged(lambda self: bool(self.x < 3)))

    for model in (Over, Under):
        assert fc.check(model).exit_code == 12


def test_a_class_changed_after_a_check_is_read_again() -> None:
    class Base(Counter): ...

    class Derived(Base): ...

    assert fc.check(Derived).stats.distinct == 6

    @fc.action
    def tick(self: Any) -> None:
        fc.require(self.x < 5)
        self.x += 2

    Base.tick = tick  # type: ignore[method-assign]
    assert fc.check(Derived).stats.distinct == 4  # 0, 2, 4, 6
    Derived.inv = fc.invariant(lambda self: self.x < 3)  # type: ignore[attr-defined]
    assert fc.check(Derived).verdict == "violation"


def test_a_container_in_the_class_is_refused() -> None:
    values: list[Any] = [[], {}, set(), bytearray()]
    for value in values:

        class Shared(Counter):
            queue = value

        with pytest.raises(fc.DefinitionError, match=r"Shared\.queue is a \w+ that all states"):
            _system.prepare(Shared)

    class Table(Counter):
        names = MappingProxyType({0: "zero"})
        more: Any = fc.const({1: "one"})
        rest = ("two", "three")

    assert fc.check(Table).verdict == "ok"


class Colour(Enum):
    RED = 1
    GREEN = 2


class Shape(Enum):
    RED = 1


class Level(IntEnum):
    LOW = 1


class Word(StrEnum):
    A = "a"


class Named(Enum):
    A = 1
    B = 2

    @property
    def name(self) -> str:
        return "x"


class Equal(Enum):
    A = 1

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = Enum.__hash__


@dataclass(frozen=True)
class Rec:
    a: int


@dataclass(frozen=True)
class Holder:
    a: list[int]


@dataclass(frozen=True)
class One:
    kind: Literal["one"]
    items: list[int]


@dataclass(frozen=True)
class Two:
    kind: Literal["two"]
    items: list[int]


@dataclass(frozen=True)
class Partly:
    a: int
    b: int = field(compare=False)


@dataclass(frozen=True)
class Loose:
    a: int

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0


class LoosePair(NamedTuple):
    a: int
    b: int

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0


def prepare(annotation: Any) -> None:
    body = {
        "__annotations__": {"x": annotation},
        "start": fc.init(lambda self: None),
        "wait": fc.action(lambda self: None),
    }
    _system.prepare(type("Typed", (fc.Model,), body))


@pytest.mark.parametrize(
    "annotation",
    [
        Literal[Colour.RED, Shape.RED],
        tuple[int, int] | list[int],
        list[int] | list[str],
        list[int] | tuple[()],
        dict[str, int] | Rec,
        dict[Literal["a"], int] | Rec,
        dict[int, str] | tuple[str, str],
        dict[str, int] | list[int],
        dict[str, int] | dict[int, int],
        set[int] | frozenset[int],
        Holder | dict[str, tuple[int, ...]],
        Any | list[int],
        set[bool | int],
        frozenset[int | Level],
        set[str | Word],
        set[Literal[True, 1]],
        set[tuple[int] | tuple[bool]],
        dict[tuple[int | bool, str], int],
        dict[tuple[int, ...] | tuple[bool, bool], int],
        set[tuple[int, str] | tuple[bool, Literal["a"]]],
        set[frozenset[int] | frozenset[bool]],
        list[set[Literal["a"] | Word]],
    ],
    ids=str,
)
def test_types_that_would_be_confused(annotation: Any) -> None:
    with pytest.raises(fc.Ambiguous) as raised:
        prepare(annotation)
    assert raised.value.code == "FC0302" and "Typed.x" in raised.value.message
    assert raised.value.hint


@pytest.mark.parametrize(
    "annotation",
    [
        Literal[Colour.RED, Colour.GREEN, "RED", None, 1],
        bool | int | Level,
        list[int] | set[int] | None,
        list[int] | int | str,
        dict[str, int] | None,
        dict[int, int] | Rec,
        dict[Literal["b"], int] | Rec,
        dict[str, str] | Rec,
        One | Two,
        tuple[int, int] | tuple[int, ...],
        set[Colour | Shape | None],
        set[bool | Literal[2]],
        set[tuple[int, str] | tuple[bool, int]],
        set[tuple[int] | tuple[bool, bool]],
        dict[tuple[int, ...] | tuple[bool, str], int],
        set[Rec | int],
        dict[str | int, bool | int],
        Any | int,
    ],
    ids=str,
)
def test_types_that_are_told_apart(annotation: Any) -> None:
    prepare(annotation)


@pytest.mark.parametrize(
    ("annotation", "words"),
    [
        (Partly, "compare and hash by all its fields"),
        (Loose, "compare and hash by all its fields"),
        (set[LoosePair], "compare and hash by all its fields"),
        (Equal, "no __eq__"),
        (tuple[list[int], int], "cannot be changed in place"),
        (tuple[set[int], ...], "cannot be changed in place"),
        (dict[int, tuple[Holder, int]], "cannot be changed in place"),
        (dict[Any, set[int]], "declare the type of the keys"),
        (dict[tuple[Any], Rec], "declare the type of the keys"),
        (Annotated[int, fc.Range(0, 2**70)], "64 bits"),
        (Annotated[int, fc.Range(-(2**63) - 1, 0)], "64 bits"),
        (Literal[2**64], "64 bits"),
    ],
    ids=str,
)
def test_types_that_are_not_supported(annotation: Any, words: str) -> None:
    with pytest.raises(fc.UnsupportedValue, match=words) as raised:
        prepare(annotation)
    assert raised.value.code == "FC0301" and "Typed.x" in raised.value.message


def test_bounds_of_64_bits_are_supported() -> None:
    prepare(Annotated[int, fc.Range(-(2**63), 2**63 - 1)])


@pytest.mark.parametrize("value", [Partly(1, 2), Loose(1), LoosePair(1, 2)], ids=str)
def test_opaque_states_compare_by_all_fields(value: Any) -> None:
    result = fc.check(fc.opaque(lambda: [value], lambda state: []))
    assert [error.code for error in result.errors] == ["FC0301"]


def test_members_are_told_apart_by_their_true_names() -> None:
    class Names(fc.Model):
        x: Named
        y: Any
        z: Literal[Named.A, Named.B]

        @fc.init
        def start(self) -> None:
            self.x = self.y = self.z = Named.A

        @fc.action
        def change(self) -> None:
            self.x = self.y = self.z = Named.B

        @fc.invariant
        def seen(self) -> bool:
            return self.x is self.y is self.z

        @fc.invariant
        def first(self) -> bool:
            return self.x is Named.A

    result = fc.check(Names)
    assert result.violation is not None and result.violation.name == "first"


def test_any_in_a_set_holds_one_class_of_numbers() -> None:
    class Mixed(fc.Model):
        s: set[Any]
        free: Any

        @fc.init
        def start(self) -> None:
            self.s, self.free = {1}, (1, True, "a")

        @fc.action
        def add(self) -> None:
            self.s.add(True)

    result = fc.check(Mixed)
    assert [error.code for error in result.errors] == ["FC0302"]


def test_a_container_as_a_default_is_refused() -> None:
    def helper(self: Any, seen: Any = []) -> int:  # noqa: B006
        seen.append(1)
        return len(seen)

    class Shared(Counter):
        count = helper

    with pytest.raises(fc.DefinitionError, match="that all runs would share"):
        _system.prepare(Shared)


@dataclass(frozen=True)
class Holding:
    held: Any


@pytest.mark.parametrize(
    "change",
    [
        lambda self: self.free.update(a=2),
        lambda self: self.free.__setitem__("a", 2),
        lambda self: self.free["b"].pop("c"),
        lambda self: self.free["t"][0].clear(),
        lambda self: self.free["r"].held.setdefault("x", 1),
        lambda self: self.d["x"].popitem(),
        lambda self: self.t[0].__delitem__("y"),
        lambda self: self.d.copy()["x"].popitem(),
        lambda self: self.maybe.update(a=2),
        None,
    ],
)
def test_a_dict_under_any_is_not_changed_in_place(change: Any) -> None:
    class Free(fc.Model):
        free: Any
        d: dict[str, Any]
        t: tuple[Any, ...]
        maybe: Any | None

        @fc.init
        def start(self) -> None:
            self.free = {"a": 1, "b": {"c": 1}, "t": ({"d": 1},), "r": Holding({"e": 1})}
            self.d, self.t, self.maybe = {"x": {"y": 1}}, ({"y": 1},), {"z": 1}

        @fc.action
        def act(self) -> None:
            if change is not None:
                change(self)

        @fc.action
        def replace(self) -> None:
            fc.require(self.maybe is not None)
            self.free = {**self.free, "a": 2} | {"b": {"c": 2}}
            copied = copy.deepcopy(self.d["x"])
            copied["y"] = 2
            self.d["x"] = copied
            self.t = (*self.t, self.maybe)
            self.maybe = None

        @fc.terminal
        def over(self) -> bool:
            return True

    result = fc.check(Free)
    if change is None:
        assert (result.verdict, result.stats.distinct) == ("ok", 2)
    else:
        assert [error.code for error in result.errors] == ["FC0301"]
        assert "a dict in a variable of type Any" in result.errors[0].message
