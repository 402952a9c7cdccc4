"""Answers are the same with and without learning, and as those of plain Python objects."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pytest

import fastcheck as fc

pytestmark = pytest.mark.usefixtures("native")


def numbers(model: Any) -> tuple[str, int, int]:
    """Verdict, generated and distinct, which must not depend on learning or workers."""
    found = set()
    for learn in (True, False):
        for workers in (1, 3):
            result = fc.check(model, learn=learn, workers=workers)
            assert [error.message for error in result.errors] == []
            found.add((result.verdict, result.stats.generated, result.stats.distinct))
    assert len(found) == 1
    return found.pop()


def test_setdefault_gives_a_view() -> None:
    class SetDefault(fc.Model):
        d: dict[str, list[int]]

        @fc.init
        def start(self) -> None:
            self.d = {}

        @fc.action
        def put(self) -> None:
            fc.require(len(self.d) == 0)
            self.d.setdefault("a", []).append(7)
            self.d.setdefault("a", []).append(8)

        @fc.invariant
        def known(self) -> bool:
            return self.d in ({}, {"a": [7, 8]})

        @fc.terminal
        def over(self) -> bool:
            return len(self.d) == 1

    assert numbers(SetDefault) == ("ok", 2, 2)


@dataclass(frozen=True)
class Pair:
    a: int
    b: int

    def total(self) -> int:
        return sum(vars(self).values())

    @cached_property
    def doubled(self) -> int:
        return 2 * self.total()


def test_vars_of_a_record() -> None:
    class Vars(fc.Model):
        r: Pair

        @fc.init
        def start(self) -> None:
            self.r = Pair(1, 2)

        @fc.action
        def swap(self) -> None:
            self.r = Pair(self.r.b, self.r.a)

        @fc.invariant
        def sums(self) -> bool:
            return self.r.total() == 3 and self.r.doubled == 6

    assert numbers(Vars) == ("ok", 3, 2)
