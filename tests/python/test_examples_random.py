"""Random small models, checked by the engine and by the brute-force explorer: the same answer.

A model is made of random expressions, statements and properties over variables of every container
type. The engine must agree in verdict, counts, actions and the trace, however many workers it has,
learning or not.
"""

from __future__ import annotations

import importlib
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

import pytest

import fastcheck as fc

brute: Any = importlib.import_module("brute")
Expression = Callable[[Any, dict[str, int]], int]
Statement = Callable[[Any, dict[str, int]], None]
SMALL = 4
"""Integers are taken modulo this, so that state spaces stay small."""


LIMIT = 500
"""Larger models than this are left out."""


class Node(fc.Symmetric, default=2):
    """A sort for keys."""


@dataclass(frozen=True)
class Message:
    """An element of a set and of a list."""

    kind: Literal["a", "b"]
    number: int


MESSAGES = [Message(kind, number) for kind in ("a", "b") for number in range(2)]


def nodes() -> tuple[Node, ...]:
    return Node.all()


class Maker:
    """Makes the parts of one model, each from the random numbers of one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def number(self, depth: int = 2) -> Expression:
        """An integer read from the state, the arguments or the text."""
        pick = self.random.randrange
        key = pick(2)
        message = MESSAGES[pick(4)]
        kind = self.random.choice("ab")
        leaves: list[Expression] = [
            lambda m, a: key,
            lambda m, a: m.x,
            lambda m, a: int(m.flag),
            lambda m, a: m.count[nodes()[key]],
            lambda m, a: m.count[nodes()[a.get("p", 0)]],
            lambda m, a: int(message in m.msgs),
            lambda m, a: len(m.msgs) % SMALL,
            lambda m, a: len(m.msgs.where(kind=kind)),
            lambda m, a: len(m.msgs.where(lambda e: e.number == key)),
            lambda m, a: len(m.queue),
            lambda m, a: m.queue[0].number if len(m.queue) > 0 else 2,
            lambda m, a: int(m.owner is None or m.owner == nodes()[key]),
            lambda m, a: sum(e.number for e in m.msgs) % SMALL,
            lambda m, a: a.get("n", 1),
            lambda m, a: a.get("choice", 0),
        ]
        if depth == 0 or pick(3) == 0:
            return self.random.choice(leaves)
        left, right, test = (self.number(depth - 1) for _ in range(3))
        return self.random.choice(
            [
                lambda m, a: (left(m, a) + right(m, a)) % SMALL,
                lambda m, a: max(left(m, a), right(m, a)),
                lambda m, a: left(m, a) if test(m, a) > 0 else right(m, a),
            ]
        )

    def truth(self) -> Callable[[Any, dict[str, int]], bool]:
        left, right = self.number(), self.number()
        compare = self.random.choice(["<", "<=", "==", "!="])
        tests = {
            "<": lambda m, a: left(m, a) < right(m, a),
            "<=": lambda m, a: left(m, a) <= right(m, a),
            "==": lambda m, a: left(m, a) == right(m, a),
            "!=": lambda m, a: left(m, a) != right(m, a),
        }
        return tests[compare]

    def statement(self, guarded: float) -> Statement:
        """One write or choice, or a guard with the given probability."""
        value, guard, message = self.number(), self.truth(), self.random.choice(MESSAGES)
        key = self.random.randrange(2)

        def assign(m: Any, a: dict[str, int]) -> None:
            m.x = (value(m, a) + a.get("choice", 0)) % SMALL

        def flip(m: Any, a: dict[str, int]) -> None:
            m.flag = not m.flag

        def entry(m: Any, a: dict[str, int]) -> None:
            m.count[nodes()[a.get("p", key)]] = value(m, a)

        def add(m: Any, a: dict[str, int]) -> None:
            m.msgs.add(replace(message, number=value(m, a) % 2))

        def discard(m: Any, a: dict[str, int]) -> None:
            m.msgs.discard(message)

        def append(m: Any, a: dict[str, int]) -> None:
            fc.require(len(m.queue) < 2)
            m.queue.append(replace(message, number=value(m, a) % 2))

        def pop(m: Any, a: dict[str, int]) -> None:
            fc.require(len(m.queue) > 0)
            m.x = m.queue.pop(0).number

        def own(m: Any, a: dict[str, int]) -> None:
            m.owner = nodes()[key] if value(m, a) > 0 else None

        def choose(m: Any, a: dict[str, int]) -> None:
            a["choice"] = fc.oneof(range(value(m, a) + 1))

        def element(m: Any, a: dict[str, int]) -> None:
            m.x = fc.oneof(m.msgs).number

        def require(m: Any, a: dict[str, int]) -> None:
            fc.require(guard(m, a))

        def check(m: Any, a: dict[str, int]) -> None:
            assert guard(m, a) or m.flag or value(m, a) < 3

        if self.random.random() < guarded:
            return require
        ways = [assign, flip, entry, add, discard, append, pop, own, choose, element]
        return self.random.choice([*ways, *ways, append, choose, entry, check])

    def action(self) -> Any:
        body = [
            self.statement(0.1 if number else 0.4) for number in range(self.random.randint(1, 3))
        ]

        def run(m: Any, arguments: dict[str, int]) -> None:
            for statement in body:
                statement(m, arguments)

        def plain(self: Any) -> None:
            run(self, {})

        def node(self: Any, p: Node) -> None:
            run(self, {"p": nodes().index(p)})

        def message(self: Any, p: Node, e: Message) -> None:
            fc.require(e.kind == "a")
            run(self, {"p": nodes().index(p), "n": e.number})

        way = self.random.choice([plain, node, message])
        decorate: Any = fc.action(e=fc.members("msgs")) if way is message else fc.action
        return decorate(way)

    def model(self) -> type[fc.Model]:
        bound, holds, stops = self.truth(), self.truth(), self.truth()
        rarely = self.random.randrange(5) == 0

        def start(self: Any) -> None:
            self.x = fc.oneof(range(2))
            self.flag = False
            self.count = {n: 0 for n in nodes()}
            self.msgs = {MESSAGES[0]}
            self.queue = []
            self.owner = None

        def within(self: Any) -> bool:
            return len(self.queue) < 2 or bound(self, {})

        def invariant(self: Any) -> bool:
            return holds(self, {}) or len(self.msgs) < 3 or not self.flag or self.x < 2

        def step(self: Any, after: Any) -> bool:
            return not rarely or after.x >= self.x or holds(after, {})

        def terminal(self: Any) -> bool:
            return stops(self, {}) and self.flag

        names = [f"action{number}" for number in range(self.random.randint(4, 12))]
        body: dict[str, Any] = {
            "__module__": __name__,
            "__annotations__": {
                "x": int,
                "flag": bool,
                "count": dict[Node, int],
                "msgs": set[Message],
                "queue": list[Message],
                "owner": Node | None,
            },
            "start": fc.init(start),
            **{name: self.action() for name in names},
            "invariant": fc.invariant(invariant),
            "step": fc.step_property(step),
            "terminal": fc.terminal(terminal),
        }
        if self.random.randrange(2):
            body["within"] = fc.constraint(within)
        return type("RandomModel", (fc.Model,), body)


def digest(trace: Any) -> list[Any]:
    return [(step.action, dict(step.arguments), brute.freeze(dict(step.state))) for step in trace]


@pytest.mark.usefixtures("native")
@pytest.mark.parametrize(
    "seed", [*range(40), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(40, 150))]
)
def test_random_models(seed: int) -> None:
    model = Maker(seed).model()
    expected = brute.explore(model, max_distinct=LIMIT)
    if expected.verdict == "incomplete":
        pytest.skip("too many states for the brute-force explorer")
    for workers, learn in ((1, True), (3, True), (2, False)):
        result = fc.check(model, workers=workers, learn=learn)
        assert result.errors == ()
        assert result.verdict == expected.verdict
        if expected.verdict == "violation":
            assert result.violation is not None
            assert result.violation.kind == expected.kind
            if expected.name and expected.kind != "assertion":
                assert result.violation.name == expected.name
        stats = result.stats
        numbers = (stats.generated, stats.distinct, stats.depth)
        assert numbers == (expected.generated, expected.distinct, expected.depth)
        counts = {action.name: [action.generated, action.distinct] for action in result.actions}
        counts.pop("Init", None)
        assert counts == expected.actions
        states = [
            (step.action, step.arguments, brute.freeze(step.state)) for step in expected.trace
        ]
        assert digest(result.trace) == states


def test_the_random_models_are_of_every_sort() -> None:
    """All verdicts, small state spaces and larger ones: else the comparison says little."""
    answers = [brute.explore(Maker(seed).model(), max_distinct=LIMIT) for seed in range(80)]
    kinds = {answer.kind or answer.verdict for answer in answers}
    assert kinds >= {"ok", "invariant", "action_property", "deadlock", "assertion"}
    assert sum(answer.distinct > 100 for answer in answers) > 15
