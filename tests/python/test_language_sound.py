"""Answers are the same with and without learning, and as those of plain Python objects."""

from __future__ import annotations

import copy
import operator
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


def test_changing_lists_in_place_and_shallow_copies() -> None:
    class Copies(fc.Model):
        numbers: list[int]
        d: dict[int, list[int]]
        nested: list[list[int]]
        step: int

        @fc.init
        def start(self) -> None:
            self.numbers, self.d, self.nested, self.step = [1, 2], {0: []}, [[0]], 0

        @fc.action
        def multiply(self) -> None:
            fc.require(self.step == 0)
            numbers = self.numbers
            numbers *= 2
            self.numbers *= 1
            self.step = 1

        @fc.action
        def copies(self) -> None:
            fc.require(self.step == 1)
            self.d.copy()[0].append(1)
            copy.copy(self.d)[0].append(2)
            (self.d | {1: [5]})[0].append(3)
            self.nested.copy()[0].append(1)
            copy.copy(self.nested)[0].append(2)
            operator.add(self.nested, [[]])[0].append(3)
            copy.deepcopy(self.nested)[0].append(4)
            self.nested.copy().append([])
            self.d.copy()[7] = []
            self.step = 2

        @fc.invariant
        def as_python(self) -> bool:
            numbers = [1, 2] if self.step == 0 else [1, 2, 1, 2]
            more = [1, 2, 3] if self.step == 2 else []
            return (self.numbers, self.d, self.nested) == (numbers, {0: more}, [[0, *more]])

        @fc.terminal
        def over(self) -> bool:
            return self.step == 2

    assert numbers(Copies) == ("ok", 3, 3)


def test_arguments_are_the_same_in_every_run() -> None:
    values: Any = [[0], {"a": [1]}, (frozenset({1}),)]

    class Arguments(fc.Model):
        size: int

        @fc.init
        def start(self) -> None:
            self.size = 0

        @fc.action(b=values)
        def change(self, b: Any) -> None:
            branch = fc.oneof([1, 2])
            self.size = len(str(b)) + branch
            if isinstance(b, list):
                b.append(1)
            elif isinstance(b, dict):
                b["a"].append(2)

    sizes = {len(str(value)) + branch for value in values for branch in (1, 2)}
    assert numbers(Arguments) == ("ok", 1 + 6 * (1 + len(sizes)), 1 + len(sizes))
    assert values == [[0], {"a": [1]}, (frozenset({1}),)]


def test_nested_frozensets_iterate_in_canonical_order() -> None:
    words = [f"word{number:02}" for number in range(40)]

    class Joined(fc.Model):
        x: tuple[frozenset[str], int]
        s: set[frozenset[str]]
        text: str

        @fc.init
        def start(self) -> None:
            self.x, self.s, self.text = (frozenset(words), 1), {frozenset(words)}, ""

        @fc.action
        def join(self) -> None:
            self.text = "".join(self.x[0])

        @fc.action
        def join_members(self) -> None:
            (member,) = self.s
            self.text = "".join(member)

        @fc.invariant
        def ordered(self) -> bool:
            return self.text in ("", "".join(words))

    assert numbers(Joined) == ("ok", 5, 2)

    texts: list[str] = []

    def ordered(state: Any) -> bool:
        texts.append("".join(state[0]))
        return True

    result = fc.check(
        fc.opaque(
            lambda: [(frozenset(words), 0)],
            lambda state: [(state[0], 1)],
            {"ordered": ordered},
            terminal=lambda state: True,
        )
    )
    assert result.verdict == "ok" and set(texts) == {"".join(words)}
