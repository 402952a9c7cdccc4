"""``where``: predicates that look alike and are not, and those that hide what they read."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

import pytest

import fastcheck as fc
from fastcheck._identity import Predicates

pytestmark = pytest.mark.usefixtures("native")
LIMIT = [0]
FIXED = 3


def check(model: Any, verdict: str = "ok") -> None:
    """Learned and unlearned answers are the same."""
    found = set()
    for learn in (True, False):
        for workers in (1, 3):
            result = fc.check(model, learn=learn, workers=workers)
            assert [error.message for error in result.errors] == []
            found.add((result.verdict, result.stats.generated, result.stats.distinct))
    assert len(found) == 1
    assert found.pop()[0] == verdict


class Growing(fc.Model):
    s: set[int]
    k: int
    n: int

    @fc.init
    def start(self) -> None:
        self.s, self.k, self.n = set(), 0, 0

    @fc.action(k=range(6))
    def add(self, k: int) -> None:
        fc.require(k not in self.s)
        self.s.add(k)

    @fc.action
    def turn(self) -> None:
        self.k = (self.k + 2) % 6


def limited(m: int) -> bool:
    return m < LIMIT[0]


def by_helper(m: int) -> bool:
    return limited(m)


class Limits:
    low = 0

    @staticmethod
    def below(m: int) -> bool:
        return m < LIMIT[0]


def in_global(self: Any) -> Callable[[int], bool]:
    LIMIT[0] = self.k
    return lambda m: m < LIMIT[0]


def in_global_of_a_helper(self: Any) -> Callable[[int], bool]:
    LIMIT[0] = self.k
    return lambda m: by_helper(m)


def in_function_attribute(self: Any) -> Callable[[int], bool]:
    def below(m: int) -> bool:
        return bool(m < below.limit)  # type: ignore[attr-defined]

    below.limit = self.k  # type: ignore[attr-defined]
    return below


def in_class_attribute(self: Any) -> Callable[[int], bool]:
    Limits.low = self.k
    return lambda m: m < Limits.low


def in_a_method_of_a_class(self: Any) -> Callable[[int], bool]:
    LIMIT[0] = self.k
    return lambda m: Limits.below(m)


def in_a_default(self: Any) -> Callable[[int], bool]:
    return lambda m, limit=(self.k,): m < limit[0]  # type: ignore[misc]


def in_a_keyword_default(self: Any) -> Callable[[int], bool]:
    def below(m: int, *, limit: int = self.k) -> bool:
        return m < limit

    return below


def in_a_partial(self: Any) -> Callable[[int], bool]:
    return functools.partial(lambda k, m: m < k, self.k)


def in_an_object(self: Any) -> Callable[[int], bool]:
    class Below:
        def __init__(self, k: int) -> None:
            self.k = k

        def __call__(self, m: int) -> bool:
            return m < self.k

    return Below(self.k)


@pytest.mark.parametrize(
    "make",
    [
        in_global,
        in_global_of_a_helper,
        in_function_attribute,
        in_class_attribute,
        in_a_method_of_a_class,
        in_a_default,
        in_a_keyword_default,
        in_a_partial,
        in_an_object,
    ],
    ids=lambda make: str(make.__name__),
)
def test_a_predicate_with_a_limit_kept_somewhere(make: Any) -> None:
    class Kept(Growing):
        @fc.action
        def count(self) -> None:
            self.n = len(fc.where(self.s, make(self)))

    check(Kept)


def test_cached_methods_are_different_predicates() -> None:
    class Cached(Growing):
        @functools.cache  # noqa: B019
        def even(self, m: int) -> bool:
            return m % 2 == 0

        @functools.cache  # noqa: B019
        def odd(self, m: int) -> bool:
            return m % 2 == 1

        @fc.action
        def count_even(self) -> None:
            self.n = len(fc.where(self.s, self.even))

        @fc.action
        def count_odd(self) -> None:
            self.n = 10 + len(fc.where(self.s, self.odd))

    check(Cached)


def test_a_predicate_that_hides_what_it_reads() -> None:
    class Hiding(Growing):
        @fc.action
        def count(self) -> None:
            def chosen(m: int) -> bool:
                if m > 3:
                    return True
                try:
                    return m <= self.k
                except BaseException:
                    return False

            self.n = len(fc.where(self.s, chosen))

    class HidingViews(Growing):
        @fc.action
        def count(self) -> None:
            members = self.s

            def chosen(m: int) -> bool:
                if m > 3:
                    return True
                try:
                    return m + 1 in members
                except BaseException:
                    return False

            self.n = len(fc.where(self.s, chosen))

    check(Hiding)
    check(HidingViews)


def test_a_predicate_of_a_step_property_that_hides_what_it_reads() -> None:
    class Stepping(Growing):
        @fc.step_property
        def none_new(self, after: Any) -> bool:
            def kept(m: int) -> bool:
                try:
                    return m in after.s
                except Exception:
                    return False

            return len(fc.where(self.s, kept)) == 0

    check(Stepping, "violation")


class Colour(Enum):
    RED = 1
    GREEN = 2


@dataclass(frozen=True)
class Vote:
    of: Colour
    ballot: int

    def late(self) -> bool:
        return self.ballot > FIXED


def key(predicate: Any) -> Any:
    return Predicates([Vote]).key(predicate, {})


def test_equal_keys_of_equal_predicates() -> None:
    def even(n: int) -> bool:
        return n == 0 or odd(n - 1)

    def odd(n: int) -> bool:
        return n > 0 and even(n - 1)

    def make(ballot: int, colour: Colour) -> Any:
        return lambda v: v.of is colour and v.ballot >= ballot and isinstance(v, Vote) and v.late()

    assert key(even) == key(even) and key(even) is not None
    assert key(make(1, Colour.RED)) == key(make(1, Colour.RED)) and key(make(1, Colour.RED))
    different = [make(1, Colour.RED), make(1, Colour.GREEN), make(2, Colour.RED), even, odd]
    different += [make(True, Colour.RED)]
    keys = [key(item) for item in different]
    assert None not in keys
    assert len(set(keys)) == len(different)


def test_predicates_without_a_key() -> None:
    counted = 0

    def counting(v: Any) -> bool:
        nonlocal counted
        counted += 1
        return counted > 2

    assert key(lambda v: v in LIMIT) is None
    assert key(lambda v: globals()["FIXED"] > v) is None
    assert key(counting) is None
    assert key([].__contains__) is None
    assert key(functools.cache(counting)) is None


def test_a_method_of_the_elements_is_part_of_the_predicate(monkeypatch: pytest.MonkeyPatch) -> None:
    before = key(limited_late)
    monkeypatch.setitem(globals(), "FIXED", 4)
    assert before is not None and key(limited_late) != before


def limited_late(v: Vote) -> bool:
    return v.late()
