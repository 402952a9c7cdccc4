"""The language on the real engine: views, choices and errors as on plain values."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any, Literal

import pytest

import fastcheck as fc
from fastcheck import _system
from fastcheck._order import order_key

pytestmark = pytest.mark.usefixtures("native")
views: Any = importlib.import_module("test_language_views")
OPTIONS: dict[str, Any] = {
    "workers": 1,
    "deadlock": False,
    "max_states": None,
    "max_depth": None,
    "max_seconds": None,
    "memory": None,
    "continue_": False,
    "fingerprint": 64,
    "learn": True,
    "states": True,
    "graph": False,
}


def explore(description: Any, **options: Any) -> dict[str, Any]:
    from fastcheck._native import StopToken
    from fastcheck._native import explore as native_explore

    return native_explore(description, {**OPTIONS, **options}, None, StopToken())


def states(outcome: dict[str, Any]) -> list[dict[str, Any]]:
    """The states found, in their order, as plain values."""
    assert outcome["states"] is not None, outcome["errors"]
    columns = outcome["states"]["columns"]
    decoded = {
        name: [column["values"][code] for code in memoryview(column["codes"]).cast("I")]
        for name, column in columns.items()
    }
    return [dict(zip(decoded, row, strict=True)) for row in zip(*decoded.values(), strict=True)]


def run(body: Callable[[Any], Any]) -> tuple[list[Any], list[dict[str, Any]], dict[str, Any]]:
    """What runs of ``body`` as the only step from the initial state returned and reached."""
    box: list[Any] = []

    class Probe(views.Store):  # type: ignore[misc]
        @fc.action
        def probe(self) -> None:
            box.append(body(self))

    outcome = explore(_system.prepare(Probe), max_depth=2)
    return box, states(outcome) if outcome["states"] else [], outcome


READING = views.test_like_the_plain_container.pytestmark[0].args
WRITING = views.test_changes_reach_the_state.pytestmark[0].args


@pytest.mark.parametrize(*READING)
def test_reading(body: Callable[[Any], Any], expected: Any) -> None:
    box, _, outcome = run(lambda self: (result := body(self), result == expected))
    assert outcome["errors"] == []
    result, same = box[0]
    assert same and type(result) is type(expected)


@pytest.mark.parametrize(*WRITING)
def test_writing(body: Callable[[Any], Any], expected: Any) -> None:
    _, found, outcome = run(body)
    assert outcome["errors"] == []
    before, after = found[0], found[-1]
    assert {name: value for name, value in after.items() if value != before[name]} == expected


def test_swapping() -> None:
    def swap(self: Any) -> None:
        self.s, self.t = self.t, self.s
        self.nested["x"], self.nested["y"] = self.nested["y"], self.nested["x"]

    _, found, _ = run(swap)
    assert found[-1]["s"] == {5} and found[-1]["t"] == {1, 2, 3}
    assert found[-1]["nested"] == {"x": set(), "y": {1, 2}}


def test_canonical_order_is_that_of_the_engine() -> None:
    values = [
        -3, 2, 20, "", "a", "ab", "b", None, views.Msg("a", 1), views.Msg("b", 0),
        (), (1,), (2,), (1, 1), (1, "x"), frozenset(), frozenset({3}), frozenset({1, 2}),
        frozenset({"z", 1}), (("a",), frozenset({(1, 2)})),
    ]  # fmt: skip

    scalars: list[Any] = [False, True, -3, 2, 20, "a", None]

    class All(fc.Model):
        s: set[Any]
        b: set[bool | Literal[-3, 2, 20] | str | None]
        out: tuple[Any, ...]

        @fc.init
        def start(self) -> None:
            self.s, self.b, self.out = set(values), set(scalars), ()

        @fc.action
        def list_them(self) -> None:
            self.out = (*self.b, *self.s)

    found = states(explore(_system.prepare(All)))
    assert list(found[-1]["out"]) == scalars + sorted(values, key=order_key)


def test_a_predicate_that_fails_on_elements_seen_elsewhere() -> None:
    """The numbers suit the predicate; the string comes later, where it is not asked."""

    class Mixed(fc.Model):
        s: set[int | str]
        n: int
        asked: int

        @fc.init
        def start(self) -> None:
            self.s, self.n, self.asked = {1}, 0, 0

        @fc.action
        def grow(self) -> None:
            fc.require(self.n < 4)
            self.n += 1
            if self.n == 2:
                self.s = {"text"}
            else:
                self.s = {self.n}
            self.asked = 0

        @fc.action
        def ask(self) -> None:
            fc.require(self.n != 2)
            self.asked = len(self.s.where(lambda e: e > 1))  # type: ignore[attr-defined]

    outcome = explore(_system.prepare(Mixed))
    assert outcome["errors"] == [] and outcome["verdict"] == "ok"
    last = {(state["n"], state["asked"]) for state in states(outcome)}
    assert last == {(0, 0), (1, 0), (2, 0), (3, 0), (3, 1), (4, 0), (4, 1)}


def test_a_predicate_that_sometimes_reads_the_state() -> None:
    class Sometimes(fc.Model):
        s: set[int]
        limit: int
        hits: int

        @fc.init
        def start(self) -> None:
            self.s, self.limit, self.hits = {1}, 0, 0

        @fc.action
        def grow(self) -> None:
            fc.require(len(self.s) < 4)
            self.s.add(len(self.s) + 1)
            self.hits = 0

        @fc.action
        def raise_limit(self) -> None:
            fc.require(self.limit < 3)
            self.limit += 1
            self.hits = 0

        @fc.action
        def ask(self) -> None:
            self.hits = len(self.s.where(lambda e: e > 2 and e > self.limit))  # type: ignore[attr-defined]

    outcome = explore(_system.prepare(Sometimes))
    assert outcome["errors"] == []
    for state in states(outcome):
        expected = len([e for e in state["s"] if e > 2 and e > state["limit"]])
        assert state["hits"] in (0, expected)
    size = {(len(state["s"]), state["limit"], state["hits"]) for state in states(outcome)}
    hits = {
        (n, k): len([e for e in range(1, n + 1) if e > 2 and e > k])
        for n in range(1, 5)
        for k in range(4)
    }
    assert size == {(n, k, h) for (n, k), most in hits.items() for h in {0, most}}


@pytest.mark.parametrize("learn", [True, False])
def test_oneof_and_require_on_the_engine(learn: bool) -> None:
    class Walk(fc.Model):
        at: tuple[int, int]

        @fc.init
        def start(self) -> None:
            self.at = (fc.oneof(range(2)), 0)

        @fc.action
        def move(self) -> None:
            x, y = self.at
            dx = fc.oneof((0, 1))
            dy = fc.oneof({0, 1})
            fc.require(x + dx < 4 and y + dy < 3)
            self.at = (x + dx, y + dy)

    outcome = explore(_system.prepare(Walk), learn=learn)
    assert len(states(outcome)) == 4 * 3
    # Every state has (moves right or stays) times (moves up or stays): (2*3 + 1) * (2*2 + 1).
    assert outcome["stats"]["generated"] == 2 + 7 * 5


def test_errors_keep_their_code() -> None:
    def misspelled(self: Any) -> None:
        self.dd = 3

    def outside(self: Any) -> None:
        self.d["a"] = "text"

    def predicate(self: Any) -> None:
        fc.require(self.s)

    _, _, outcome = run(misspelled)
    assert outcome["exit_code"] == 75 and outcome["errors"][0]["code"] == "FC0305"
    assert outcome["errors"][0]["hint"] == "did you mean d?"
    _, _, outcome = run(predicate)
    assert outcome["errors"][0]["code"] == "FC0404"
    _, _, outcome = run(outside)
    assert (outcome["verdict"], outcome["exit_code"]) == ("violation", 12)
    assert outcome["violations"][0]["name"] == "type of d"


def test_what_is_no_function_of_the_state_is_found() -> None:
    class Counts(fc.Model):
        x: int
        y: int

        @fc.init
        def start(self) -> None:
            self.x, self.y = 0, 0

        @fc.action
        def tick(self) -> None:
            calls.append(1)
            self.x = len(calls) % 7
            self.y = 1 - self.y

    calls: list[int] = []
    outcome = explore(_system.prepare(Counts), max_states=1000)
    assert outcome["verdict"] == "error"
    assert outcome["errors"][0]["code"] == "FC0401"
    assert "tick" in outcome["errors"][0]["message"]


def test_opaque_on_the_engine() -> None:
    model = fc.opaque(
        lambda: [(0, frozenset[int]())],
        lambda s: [((s[0] + 1) % 5, s[1] | {s[0]})],
        {"small": lambda s: len(s[1]) < 5},
    )
    outcome = explore(_system.prepare(model))
    assert outcome["verdict"] == "violation"
    assert outcome["violations"][0]["name"] == "small"
    assert len(outcome["violations"][0]["trace"]["states"]) == 6
