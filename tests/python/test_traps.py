"""Soundness bugs that other model checkers shipped, each a named test; the numbers are those of the
list of traps.

They are about Python models and the engine. The theme: nothing is called ok that was not checked.
"""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import pytest

import fastcheck as fc
from fastcheck.errors import DefinitionError

pytestmark = pytest.mark.usefixtures("native")
MODES = [(True, 1), (True, 2), (True, 4), (False, 1), (False, 4)]
"""Learning or not, and the number of workers: the answer must not depend on them."""


class Node(fc.Symmetric, default=3):
    """A symmetric sort."""


class Counter(fc.Model):
    """Counts to N, then nothing is left to do."""

    x: int
    N: int = fc.const(5)

    @fc.init
    def start(self) -> None:
        self.x = 0

    @fc.action
    def up(self) -> None:
        fc.require(self.x < self.N)
        self.x += 1

    @fc.terminal
    def done(self) -> bool:
        return self.x == self.N


class Grid(fc.Model):
    """Two counters modulo N: N * N states, and two steps from each."""

    x: int
    y: int
    N: int = fc.const(40)

    @fc.init
    def start(self) -> None:
        self.x = self.y = 0

    @fc.action
    def right(self) -> None:
        self.x = (self.x + 1) % self.N

    @fc.action
    def up(self) -> None:
        self.y = (self.y + 1) % self.N


def document(result: fc.Result) -> dict[str, Any]:
    """What is reported, without what depends on the machine."""
    found = result.to_json()
    for name in ("seconds", "explore_seconds", "temporal_seconds", "peak_memory_bytes", "workers"):
        del found["stats"][name]
    found.pop("learning", None)
    return found


def check(model: Any, **options: Any) -> fc.Result:
    """Checks in every mode; all must say the same. The result of the first."""
    results = [fc.check(model, learn=on, workers=count, **options) for on, count in MODES]
    for result in results[1:]:
        assert document(result) == document(results[0])
    return results[0]


def reached(model: Any) -> set[str]:
    """The states, learned or not: the same ones."""
    found = []
    for learn in (True, False):
        states = fc.check(model, learn=learn, deadlock=False, states=True).states
        found.append({repr(states.state(number)) for number in range(len(states))})
    assert found[0] == found[1]
    return found[0]


# Nothing is dropped.


def lost(kind: str) -> Any:
    """A class body in which an invariant goes out of sight."""
    if kind == "twice":

        class Twice(Counter):
            @fc.invariant
            def small(self) -> bool:
                return self.x < 3

            @fc.invariant  # type: ignore[no-redef]
            def small(self) -> bool:  # noqa: F811
                return True

        return Twice
    if kind == "property":

        class Property(Counter):
            @property
            @fc.invariant
            def small(self) -> bool:
                return self.x < 3

        return Property

    class Cached(Counter):
        @fc.invariant
        @functools.cache  # noqa: B019
        def small(self) -> bool:
            return self.x < 3

    return Cached


@pytest.mark.parametrize("kind", ["twice", "property", "cached"])
def test_trap_10_an_invariant_is_not_dropped_silently(kind: str) -> None:
    """Either the definition is refused or the invariant is checked."""
    try:
        model = lost(kind)
        verdict = fc.check(model).verdict
    except DefinitionError:
        return
    assert verdict == "violation"


def test_trap_10_an_override_without_decorator_is_refused() -> None:
    class Base(Counter):
        @fc.invariant
        def small(self) -> bool:
            return self.x < 3

    class Derived(Base):
        def small(self) -> bool:
            return True

    with pytest.raises(DefinitionError):
        fc.check(Derived)


# Nothing survives, nothing is mixed up.


def test_trap_15_predicates_are_told_apart_by_what_they_close_over() -> None:
    """Short-lived functions, classes and globals, each time at another or the same address."""

    class Closures(fc.Model):
        s: set[int]
        k: int
        n: int

        @fc.init
        def start(self) -> None:
            self.s, self.k, self.n = {0, 1, 2}, 0, 0

        @fc.action
        def turn(self) -> None:
            self.k, self.n = (self.k + 1) % 4, 0

        @fc.action
        def trade(self) -> None:
            self.s ^= {0, 3}
            self.n = 0

        @fc.action(way=range(5))
        def count(self, way: int) -> None:
            k = self.k
            inner: Callable[[int], bool] = lambda m: m < k  # noqa: E731
            limit: Any = type("Limit", (), {"k": k})
            predicates: list[Callable[[int], bool]] = [
                lambda m: m < k,
                lambda m, k=k: m < k,  # type: ignore[misc]
                lambda m: inner(m),
                lambda m: m < limit.k,
                eval("lambda m: m < k", {"k": k}),
            ]
            self.n = 10 * way + len(fc.where(self.s, predicates[way]))

        @fc.step_property
        def counted(self, after: Closures) -> bool:
            return after.n in (self.n, 0) or after.n % 10 == len([m for m in self.s if m < self.k])

    assert check(Closures).verdict == "ok"
    reached(Closures)


@pytest.mark.parametrize(("first", "second"), [(3, 8), (8, 3)])
def test_trap_16_globals_do_not_survive(first: int, second: int) -> None:
    """A check is not influenced by the one before it, in the same process and of the same class."""
    for size in (first, second, first):
        result = fc.check(Counter, {"N": size})
        assert (result.verdict, result.stats.distinct) == ("ok", size + 1)


def test_trap_16_sorts_do_not_survive() -> None:
    class Votes(fc.Model):
        voted: set[Node]

        @fc.init
        def start(self) -> None:
            self.voted = set()

        @fc.action
        def vote(self, node: Node) -> None:
            self.voted.add(node)

    for names in (["a", "b"], ["b", "a", "c", "d"], ["x"]):
        result = fc.check(Votes, {Node: names}, states=True)
        assert result.stats.distinct == 2 ** len(names)
        assert {n.name for s in result.states["voted"].categories for n in s} == set(names)


def test_trap_16_a_model_that_was_changed_is_checked_as_it_is_now() -> None:
    class Changed(Counter):
        pass

    assert fc.check(Changed).ok

    def small(self: Changed) -> bool:
        return self.x < 3

    Changed.small = fc.invariant(small)  # type: ignore[attr-defined]
    assert fc.check(Changed).verdict == "violation"


# Actions.


def test_trap_22_an_unassigned_variable_is_an_error() -> None:
    class Forgetful(fc.Model):
        x: int
        y: int

        @fc.init
        def start(self) -> None:
            self.x = 0
            if fc.oneof([True, False]):
                self.y = 0

        @fc.action
        def stay(self) -> None:
            pass

    result = check(Forgetful)
    assert (result.verdict, result.exit_code) == ("error", 75)
    assert result.errors[0].code == "FC0304" and "y" in result.errors[0].message


def test_trap_23_an_exception_in_an_action_never_means_disabled() -> None:
    class Dividing(Counter):
        @fc.action
        def divide(self) -> None:
            fc.require(1 // (3 - self.x) > 0)

    result = check(Dividing)
    assert (result.verdict, result.exit_code) == ("error", 75)
    (error,) = result.errors
    assert error.code == "FC0403" and "ZeroDivisionError" in error.message
    assert error.file == __file__ and error.line is not None
    assert "3 - self.x" in Path(__file__).read_text().splitlines()[error.line - 1]
    assert [step.state["x"] for step in result.trace] == [0, 1, 2, 3]


@pytest.mark.parametrize("guard", [1, 0, "", None, [1]])
def test_trap_23_a_guard_that_is_not_boolean_is_an_error(guard: Any) -> None:
    class Guarded(Counter):
        @fc.action
        def act(self) -> None:
            fc.require(guard)

    result = check(Guarded)
    assert (result.verdict, result.errors[0].code) == ("error", "FC0404")


@pytest.mark.parametrize("answer", [1, 0, None, "yes", [], (True,)])
def test_trap_23_a_property_that_is_not_boolean_is_an_error(answer: Any) -> None:
    class Answering(Counter):
        @fc.invariant
        def holds(self) -> bool:
            return True if self.x < 2 else answer

    result = check(Answering)
    assert (result.verdict, result.exit_code, result.errors[0].code) == ("error", 76, "FC0404")
    assert [step.state["x"] for step in result.trace] == [0, 1, 2]


def test_trap_24_a_failed_assertion_is_a_violation_with_a_trace() -> None:
    class Asserting(Counter):
        @fc.action
        def claim(self) -> None:
            x = self.x
            assert x < 3
            fc.require(False)

    result = check(Asserting)
    assert (result.verdict, result.exit_code) == ("violation", 14)
    assert result.violation is not None and result.violation.kind == "assertion"
    assert [step.state["x"] for step in result.trace] == [0, 1, 2, 3]


def test_trap_25_constraints_hold_wherever_states_are_shown() -> None:
    """Among the recorded states and edges, and on the way of a trace."""

    class Fenced(Grid):
        @fc.constraint
        def fence(self) -> bool:
            return self.x < 5 and self.y < 30

        @fc.invariant
        def corner(self) -> bool:
            return (self.x, self.y) != (4, 30)

    result = check(Fenced, invariants=[])
    assert (result.stats.distinct, result.stats.generated) == (150, 301)
    graph = fc.check(Fenced, invariants=[], states=True, graph=True)
    assert set(zip(graph.states["x"], graph.states["y"], strict=True)) == {
        (x, y) for x in range(5) for y in range(30)
    }
    # Right from x < 4 and up from y < 29 stay inside.
    assert len(graph.graph.src) == 4 * 30 + 5 * 29
    # A state outside is checked, though not expanded; all before it are inside.
    violated = check(Fenced)
    assert violated.verdict == "violation"
    *inside, last = [(step.state["x"], step.state["y"]) for step in violated.trace]
    assert last == (4, 30) and all(x < 5 and y < 30 for x, y in inside) and len(inside) == 34


# Values.


def test_trap_26_equal_values_are_one_state_however_they_were_made() -> None:
    class Made(fc.Model):
        s: frozenset[int]
        d: dict[str, int]
        ts: set[tuple[int, ...]]
        v: Any

        @fc.init
        def start(self) -> None:
            self.s, self.d, self.ts = frozenset(), {}, set()
            self.v = ()

        @fc.action(way=range(4))
        def make(self, way: int) -> None:
            order = [1, 2, 40, 3] if way % 2 else [3, 40, 2, 1]
            self.s, self.d = frozenset(order), {str(n): n for n in order}
            self.ts = {tuple(range(n)) for n in order}
            self.v = (frozenset(order), tuple(sorted(order)))
            if way > 1:
                self.ts.discard(tuple(range(2)))
                self.ts.add((0, 1))

    assert check(Made).stats.distinct == 2


@pytest.mark.parametrize("value", [{}, {1: "a", 2: "b"}])
def test_trap_26_a_dict_that_equals_a_tuple_is_not_silently_one(value: dict[int, str]) -> None:
    class Loose(Counter):
        v: Any

        @fc.init
        def start(self) -> None:
            self.x, self.v = 0, value

    assert fc.check(Loose).errors[0].code == "FC0302"


def test_trap_28_division_floors_and_integers_never_wrap() -> None:
    class Halving(fc.Model):
        x: int

        @fc.init
        def start(self) -> None:
            self.x = fc.oneof([-7, 7])

        @fc.action
        def halve(self) -> None:
            self.x = self.x // 2

    class Doubling(fc.Model):
        x: int

        @fc.init
        def start(self) -> None:
            self.x = 1

        @fc.action
        def double(self) -> None:
            self.x *= 2

    found = fc.check(Halving, states=True)
    assert set(found.states["x"]) == {-7, -4, -2, -1, 7, 3, 1, 0}
    result = check(Doubling)
    assert (result.verdict, result.exit_code) == ("violation", 12)
    # 2 ** 62 is the 63rd state; its double does not fit 64 bits.
    assert result.stats.distinct == 63 and str(2**63) in result.violations[0].message


def test_trap_28_true_and_one_are_different() -> None:
    class Mixed(fc.Model):
        v: int | bool
        w: tuple[Any, ...]

        @fc.init
        def start(self) -> None:
            self.v, self.w = 0, ()

        @fc.action(new=[0, 1, False, True])
        def put(self, new: int | bool) -> None:
            self.v, self.w = new, (new,)

    found = reached(Mixed)
    assert len(found) == 5


def test_trap_29_choices_do_not_depend_on_hashes_or_workers(tmp_path: Path) -> None:
    """A set is chosen from in canonical order, whatever PYTHONHASHSEED is."""
    (tmp_path / "choosing.py").write_text(
        "import fastcheck as fc\n"
        "class M(fc.Model):\n"
        "    s: set[str]\n    last: str\n"
        "    @fc.init\n    def start(self) -> None:\n"
        "        self.s, self.last = {'a', 'b', 'c', 'd', 'e'}, ''\n"
        "    @fc.action\n    def take(self) -> None:\n"
        "        self.last = self.s.pop()\n"
        "        self.s.discard(fc.oneof(self.s))\n"
        "        self.last += fc.oneof({'x', 'y', 'z'}) + next(iter(self.s), '')\n"
    )
    found = []
    for seed, workers in [("0", 1), ("1", 1), ("2", 4)]:
        command = ["-m", "fastcheck", "check", "choosing.py", "--json", "--workers", str(workers)]
        result = subprocess.run(
            [sys.executable, *command],
            cwd=tmp_path,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert result.returncode == 11, result.stderr
        answer = json.loads(result.stdout)
        for name in (
            "seconds",
            "explore_seconds",
            "temporal_seconds",
            "peak_memory_bytes",
            "workers",
        ):
            del answer["stats"][name]
        found.append(answer)
    assert found[0] == found[1] == found[2]
    assert found[0]["stats"]["distinct"] > 10


# Storage.


def test_trap_30_the_fingerprint_does_not_decide_what_is_found() -> None:
    small, large = fc.check(Grid), fc.check(Grid, fingerprint=128)
    assert small.stats.distinct == large.stats.distinct == 1600
    pairs = 1600 * 1599 / 2
    assert small.stats.collision_probability == pytest.approx(pairs / 2**64)
    assert large.stats.collision_probability == pytest.approx(pairs / 2**128)


def test_trap_31_constants_are_no_part_of_states() -> None:
    for constant in (100, 200):
        result = fc.check(Counter, {"N": constant}, max_depth=4, states=True)
        assert list(result.states) == ["x"] and list(result.states["x"]) == [0, 1, 2, 3]


class Wide(fc.Model):
    """2 ** 18 states: enough that tables must grow."""

    bits: tuple[bool, ...]

    @fc.init
    def start(self) -> None:
        self.bits = (False,) * 18

    @fc.action(i=range(18))
    def flip(self, i: int) -> None:
        self.bits = (*self.bits[:i], not self.bits[i], *self.bits[i + 1 :])


def test_trap_32_too_little_memory_is_never_ok() -> None:
    for workers in (1, 2):
        result = fc.check(Grid, workers=workers, memory="1MB")
        assert (result.verdict, result.stop_reason) == ("incomplete", "memory")
        assert result.exit_code == 152 and result.stats.left > 0


def test_trap_33_all_workers_work_until_nothing_is_left() -> None:
    result = check(Grid)
    assert (result.stats.distinct, result.stats.generated, result.stats.left) == (1600, 3201, 0)
    # The far corner is 39 + 39 steps away, and the initial state is level 1.
    assert result.stats.depth == 79


def test_trap_33_counters_never_underflow() -> None:
    seen: list[dict[str, Any]] = []
    fc.check(Wide, workers=2, learn=False, max_seconds=1, progress=lambda p: seen.append(vars(p)))
    assert seen
    for numbers in seen:
        assert 0 <= numbers["left"] <= numbers["distinct"] <= max(numbers["generated"], 1)


@pytest.mark.parametrize(
    ("option", "reason", "code"),
    [
        (["--max-states", "7"], "max_states", 3),
        (["--max-depth", "3"], "max_depth", 3),
        (["--max-seconds", "0.000001"], "max_seconds", 3),
        (["--memory", "1MB"], "memory", 152),
    ],
)
def test_trap_34_a_bounded_run_never_says_ok(option: list[str], reason: str, code: int) -> None:
    target = f"{__file__}:Grid"
    for arguments in (option, [*option, "--quiet"], [*option, "--json"]):
        result = subprocess.run(
            [sys.executable, "-m", "fastcheck", "check", target, *arguments],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert result.returncode == code, result.stderr
        said = result.stdout.lower()
        assert "no error" not in said and not said.startswith("ok") and '"ok"' not in said
        if "--json" in arguments:
            assert json.loads(result.stdout)["verdict"] == "incomplete"


def test_trap_34_a_bound_that_was_not_met_does_no_harm() -> None:
    # The bound on the depth leaves the states of the last level unexpanded.
    assert check(Counter, max_states=6, max_depth=7).verdict == "ok"
    assert check(Counter, max_states=5).stop_reason == "max_states"
    assert check(Counter, max_depth=6).stop_reason == "max_depth"


def test_trap_35_values_with_equal_hashes_are_different() -> None:
    """``hash(-1) == hash(-2)``, and a memo keyed by the hash alone would mix them up."""
    assert hash(-1) == hash(-2)

    class Hashes(fc.Model):
        s: set[int]
        k: int
        n: int

        @fc.init
        def start(self) -> None:
            self.s, self.k, self.n = {-3, -2, -1}, fc.oneof([-1, -2]), 0

        @fc.action
        def count(self) -> None:
            k = self.k
            self.n = len(fc.where(self.s, lambda m: m < k))

    found = reached(Hashes)
    assert len(found) == 4 and check(Hashes).stats.distinct == 4


class Shifting(fc.Model):
    """Nothing about the first state tells what comes: domains, sizes and kinds change late."""

    n: int
    d: dict[Node, int]
    u: int | tuple[int, ...] | None
    s: set[int]
    items: list[int]

    @fc.init
    def start(self) -> None:
        self.n, self.u, self.s, self.items = 0, (1, 2), set(), []
        self.d = dict.fromkeys(Node.all(), 0)

    @fc.action
    def step(self) -> None:
        fc.require(self.n < 100)
        self.n += 1
        self.s.add(self.n)
        if self.n == 20:
            del self.d[Node.all()[1]]
        if self.n == 40:
            self.u = None
        if self.n == 50:
            self.u = 7
        if self.n > 60:
            self.items.append(self.n)
        if self.n == 80:
            self.d[Node.all()[1]] = 5

    @fc.invariant
    def as_told(self) -> bool:
        gone = 20 <= self.n < 80
        return (
            (Node.all()[1] in self.d) != gone
            and len(self.d) == (2 if gone else 3)
            and self.u == ((1, 2) if self.n < 40 else None if self.n < 50 else 7)
            and set(self.s) == set(range(1, self.n + 1))
            and list(self.items) == list(range(61, self.n + 1))
        )


def test_trap_37_what_does_not_fit_the_first_layout_is_not_lost() -> None:
    result = check(Shifting, deadlock=False)
    assert (result.verdict, result.stats.distinct, result.stats.generated) == ("ok", 101, 101)


WRITES: dict[str, Callable[[Any], object]] = {
    "assignment": lambda self: setattr(self, "x", 4),
    "set member": lambda self: self.s.add(4),
    "dict value": lambda self: self.d.update(a=4),
    "dict key": lambda self: self.d.__setitem__("b" * self.x, True),
    "nested list": lambda self: self.ll[0].append(4),
    "swallowed": lambda self: swallow(lambda: setattr(self, "x", 4)),
}


def swallow(write: Callable[[], object]) -> None:
    with suppress(Exception):
        write()


@pytest.mark.parametrize("way", WRITES)
def test_trap_37_a_value_outside_its_type_is_caught_at_the_write(way: str) -> None:
    class Typed(fc.Model):
        x: Annotated[int, fc.Range(0, 3)]
        s: set[Annotated[int, fc.Range(0, 3)]]
        d: dict[str, Annotated[int, fc.Range(0, 3)]]
        ll: list[list[Annotated[int, fc.Range(0, 3)]]]

        @fc.init
        def start(self) -> None:
            self.x, self.s, self.d, self.ll = 0, set(), {"a": 0}, [[]]

        @fc.action
        def up(self) -> None:
            fc.require(self.x < 3)
            self.x += 1

        @fc.action
        def write(self) -> None:
            fc.require(self.x == 3)
            WRITES[way](self)

    result = check(Typed)
    assert (result.verdict, result.exit_code) == ("violation", 12)
    assert result.violations[0].name.startswith("type of ")
    assert len(result.trace) >= 4


# Reductions: there is none, so a symmetric sort must not merge states.


def test_traps_38_and_39_a_pinned_member_of_a_symmetric_sort_is_not_merged() -> None:
    class Pinned(fc.Model):
        at: dict[Node, int]

        @fc.init
        def start(self) -> None:
            self.at = dict.fromkeys(Node.all(), 0)

        @fc.action
        def move(self, node: Node) -> None:
            self.at[node] = 1 - self.at[node]

        @fc.invariant
        def last_waits(self) -> bool:
            return self.at[Node.all()[2]] == 0 or self.at[Node.all()[0]] == 1

    result = check(Pinned)
    assert result.verdict == "violation" and len(result.trace) == 2
    assert fc.check(Pinned, invariants=[]).stats.distinct == 2**3


# Temporal properties: see also test_liveness.py.


@pytest.mark.parametrize("form", ["eventually", "always", "infinitely_often", "stabilizes"])
def test_trap_45_every_form_is_checked(form: str) -> None:
    class Temporal(Counter):
        hoped = getattr(fc, form)(vars(Counter)["done"])

    # Nothing is fair: it may stay at the beginning, where it is not done.
    result = fc.check(Temporal)
    assert (result.verdict, result.exit_code) == ("violation", 13)
    assert result.violation is not None and result.violation.name == "hoped"
    assert (len(result.trace), result.trace.loop_start) == (1, 1)


def test_trap_45_fairness_that_is_not_supported_is_refused_by_name() -> None:
    class Temporal(fc.Model):
        todo: set[int]

        @fc.init
        def start(self) -> None:
            self.todo = {1, 2}

        @fc.action(fair="weak", item=fc.members("todo"))
        def do(self, item: int) -> None:
            self.todo.remove(item)

        @fc.predicate
        def all_done(self) -> bool:
            return not self.todo

        ends = fc.eventually(all_done)

    result = fc.check(Temporal, deadlock=False)
    assert (result.verdict, result.exit_code) == ("error", 77)
    assert result.errors[0].code == "FC0601" and "do" in result.errors[0].message
    assert fc.check(Temporal, properties=[], deadlock=False).ok


def test_trap_46_a_trace_is_executed_again_before_it_is_shown() -> None:
    found: list[int] = []

    class Vanishing(Counter):
        @fc.action
        def up(self) -> None:
            fc.require(self.x < 5 and not found)
            self.x += 1

        @fc.invariant
        def small(self) -> bool:
            if self.x == 3:
                found.append(self.x)
            return self.x < 3

    result = fc.check(Vanishing)
    assert (result.verdict, result.errors[0].code) == ("error", "FC0401")


def test_trap_47_more_workers_miss_nothing() -> None:
    class Deep(Grid):
        @fc.invariant
        def corner(self) -> bool:
            return (self.x, self.y) != (39, 39)

        @fc.invariant
        def near(self) -> bool:
            return self.x + self.y < 77

    result = check(Deep)
    assert result.violation is not None and result.violation.name == "near"
    assert len(result.trace) == 78
    alone = check(Deep, invariants=["corner"])
    assert alone.violation is not None and len(alone.trace) == 79
    assert (alone.stats.distinct, alone.stats.depth) == (1600, 79)


# Reporting.


def test_trap_50_a_violation_stays_one_when_the_run_goes_on() -> None:
    class Several(Grid):
        @fc.invariant
        def early(self) -> bool:
            return self.x < 3

        @fc.invariant
        def late(self) -> bool:
            return self.y < 39 or self.x < 39

        @fc.step_property
        def never_back(self, after: Several) -> bool:
            return after.y >= self.y

    result = check(Several, continue_=True)
    assert (result.verdict, result.exit_code) == ("violation", 12)
    # Reached after 3, 40 (39 up, then back to 0) and 78 steps.
    assert [(v.name, len(v.trace)) for v in result.violations] == [
        ("early", 4),
        ("never_back", 41),
        ("late", 79),
    ]
    assert {p.name: p.verdict for p in result.properties if p.name != "deadlock"} == dict.fromkeys(
        ("early", "late", "never_back"), "violated"
    )
    assert result.stats.distinct == 1600


def test_trap_50_an_error_in_a_property_is_no_success() -> None:
    class Raising(Counter):
        @fc.invariant
        def fine(self) -> bool:
            return self.x < 2

        @fc.invariant
        def raises(self) -> bool:
            return 1 // (4 - self.x) > -2

    result = check(Raising, continue_=True)
    assert (result.verdict, result.exit_code) == ("error", 76)
    assert [violation.name for violation in result.violations] == ["fine"]


def test_trap_51_counts_are_those_of_arithmetic() -> None:
    """Three tokens on a ring of five, one step each: 5 ** 3 states, three steps from each."""

    class Ring(fc.Model):
        at: dict[Node, Annotated[int, fc.Range(0, 4)]]

        @fc.init
        def start(self) -> None:
            self.at = {node: fc.oneof(range(5)) for node in Node.all()}

        @fc.action
        def move(self, node: Node) -> None:
            self.at[node] = (self.at[node] + 1) % 5

    result = check(Ring)
    assert (result.stats.distinct, result.stats.generated) == (125, 125 + 3 * 125)
    assert result.stats.depth == 1
    (move,) = result.actions
    assert (move.generated, move.distinct) == (375, 0)
