"""What would be checked wrongly, or not at all, is refused; nothing is dropped silently."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

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

    Base.tick = tick  # type: ignore[attr-defined]
    assert fc.check(Derived).stats.distinct == 4  # 0, 2, 4, 6
    Derived.inv = fc.invariant(lambda self: self.x < 3)  # type: ignore[attr-defined]
    assert fc.check(Derived).verdict == "violation"
