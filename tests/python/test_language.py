"""The modelling language: what a class says, constants and sorts, choices, questions."""

from __future__ import annotations

import contextlib
import copy
import importlib
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any, Literal

import pytest

import fastcheck as fc
from fastcheck import _choices, _system
from fastcheck._order import in_order
from fastcheck.model import bound, definition, parse_constant, parse_constants, resolve

HERE = os.path.dirname(os.path.abspath(__file__))


fake_native: Any = importlib.import_module("fake_native")


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "fastcheck._native", fake_native)
    yield


def search(model: Any, constants: Any = None, **options: Any) -> Any:
    return fake_native.search(_system.prepare(model, constants, **options))


class RM(fc.Symmetric, default=3): ...


class Node(fc.Sort): ...


class Colour(Enum):
    RED = 1
    GREEN = 2


class TwoPhase(fc.Model):
    rm: dict[RM, Literal["working", "prepared", "committed", "aborted"]]
    tm: Literal["init", "committed", "aborted"]
    prepared: set[RM]
    msgs: set[tuple[str, RM] | tuple[str]]

    @fc.init
    def start(self) -> None:
        self.rm = dict.fromkeys(RM.all(), "working")
        self.tm, self.prepared, self.msgs = "init", set(), set()

    @fc.action
    def tm_commit(self) -> None:
        fc.require(self.tm == "init" and self.prepared == set(RM.all()))
        self.tm = "committed"
        self.msgs.add(("Commit",))

    @fc.action
    def tm_abort(self) -> None:
        fc.require(self.tm == "init")
        self.tm = "aborted"
        self.msgs.add(("Abort",))

    @fc.action(fair="weak")
    def rcv_prepared(self, r: RM) -> None:
        fc.require(self.tm == "init" and ("Prepared", r) in self.msgs)
        self.prepared.add(r)

    @fc.action
    def choose_fate(self, r: RM) -> None:
        fc.require(self.rm[r] == "working")
        fate: Literal["prepared", "aborted"] = fc.oneof(("prepared", "aborted"))
        self.rm[r] = fate
        if fate == "prepared":
            self.msgs.add(("Prepared", r))

    @fc.action
    def rcv_commit(self, r: RM) -> None:
        fc.require(("Commit",) in self.msgs)
        self.rm[r] = "committed"

    @fc.action
    def rcv_abort(self, r: RM) -> None:
        fc.require(("Abort",) in self.msgs)
        self.rm[r] = "aborted"

    @fc.invariant
    def consistent(self) -> bool:
        return not ({"committed", "aborted"} <= set(self.rm.values()))

    @fc.predicate
    def settled(self) -> bool:
        return all(state in ("committed", "aborted") for state in self.rm.values())

    terminates = fc.eventually(settled)


def test_two_phase_commit_has_the_published_counts() -> None:
    found = search(TwoPhase, invariants=["consistent"])
    assert len(found.states) == 288  # TLC, three resource managers
    assert found.generated == 1146
    assert found.violated == []


def test_definition_lists_everything_in_order() -> None:
    known = definition(TwoPhase)
    assert [variable.name for variable in known.variables] == ["rm", "tm", "prepared", "msgs"]
    assert known.variables[1].annotation == Literal["init", "committed", "aborted"]
    assert known.sorts == (RM,)
    assert [action.name for action in known.actions][:3] == [
        "tm_commit",
        "tm_abort",
        "rcv_prepared",
    ]
    assert [action.fair for action in known.actions] == [None, None, "weak", None, None, None]
    assert [item.name for item in known.properties] == ["consistent", "terminates"]
    assert [item.name for item in known.predicates] == ["settled"]
    assert known == definition(TwoPhase)


def test_places_are_the_line_of_the_def() -> None:
    action = next(a for a in definition(TwoPhase).actions if a.name == "rcv_prepared")
    with open(__file__, encoding="utf-8") as source:
        assert source.readlines()[action.line - 1].strip().startswith("def rcv_prepared")
    assert action.file == __file__
    assert action.location.endswith(f"test_language.py:{action.line}")


def test_instances_are_enumerated_last_parameter_fastest() -> None:
    class Grid(fc.Model):
        seen: set[tuple[int, str, bool]]
        width: int = fc.const(2)

        @fc.init
        def start(self) -> None:
            self.seen = set()

        @fc.action(i=lambda self: range(self.width), m=fc.members("seen"))
        def move(self, i: int, m: Any, c: Literal["x", "y"], b: bool) -> None:
            fc.require(m is not None)

        @fc.action(k={"b", "a"})
        def other(self, k: str) -> None: ...

    description = _system.prepare(Grid)
    arguments = [list(dict(q[3]).values()) for q in description.questions if q[1] == "move"]
    assert arguments == [[i, c, b] for i in (0, 1) for c in "xy" for b in (False, True)]
    assert description.members == dict.fromkeys(range(8), ("m", 0))
    assert [dict(q[3]) for q in description.questions[8:]] == [{"k": "a"}, {"k": "b"}]
    assert [name for name, _ in description.actions] == ["move", "other"]


def test_members_parameter_gets_each_element() -> None:
    class Consume(fc.Model):
        msgs: set[int]

        @fc.init
        def start(self) -> None:
            self.msgs = {1, 2, 3}

        @fc.action(m=fc.members("msgs"))
        def take(self, m: int) -> None:
            self.msgs.discard(m)

    found = search(Consume)
    assert len(found.states) == 2**3
    assert len(found.steps) == 3 * 2**2  # each of 3 elements is present in half of the 8 states


def test_domains_of_every_finite_type() -> None:
    class Domains(fc.Model):
        x: int

        @fc.init
        def start(self) -> None:
            self.x = 0

        @fc.action
        def act(
            self, a: RM, b: Colour, c: Annotated[int, fc.Range(2, 4)], d: RM | None, e: bool
        ) -> None: ...

    action = definition(Domains).actions[0]
    binding = resolve(Domains, {"RM": ["p", "q"]})
    values = [parameter.values(Domains, binding) for parameter in action.parameters]
    p, q = binding.members(RM)
    assert values == [(p, q), (Colour.RED, Colour.GREEN), (2, 3, 4), (p, q, None), (False, True)]


def test_several_inits_are_the_union_in_order() -> None:
    class Union(fc.Model):
        x: int

        @fc.init
        def one(self) -> None:
            self.x = fc.oneof([3, 1])

        @fc.init
        def two(self) -> None:
            self.x = fc.oneof({7, 5})

        @fc.action
        def stop(self) -> None:
            fc.require(False)

    assert [state["x"] for state in search(Union).initial] == [3, 1, 5, 7]


# inheritance


class Base(fc.Model):
    x: int

    @fc.init
    def start(self) -> None:
        self.x = 0

    @fc.action
    def step(self) -> None:
        fc.require(self.x < 3)
        self.x += 1

    @fc.invariant
    def small(self) -> bool:
        return self.x <= 3


def test_inheritance_adds_and_replaces() -> None:
    class Derived(Base):
        y: bool

        @fc.init
        def start(self) -> None:
            super().start()
            self.y = False

        @fc.action
        def step(self) -> None:
            fc.require(self.x < 2)
            super().step()

        @fc.action
        def flip(self) -> None:
            self.y = not self.y

    known = definition(Derived)
    assert [variable.name for variable in known.variables] == ["x", "y"]
    assert [action.name for action in known.actions] == ["step", "flip"]
    assert len(search(Derived).states) == 3 * 2
    assert len(search(Base).states) == 4


def test_an_override_without_decorator_is_refused() -> None:
    class Silent(Base):
        def small(self) -> bool:
            return True

    with pytest.raises(fc.DefinitionError, match="overrides an @invariant"):
        definition(Silent)

    class Dropped(Base):
        small = None  # type: ignore[assignment]

    assert definition(Dropped).invariants == ()


# sorts and constants


def test_members_are_values_with_a_stable_hash() -> None:
    with bound(TwoPhase, {RM: 3}):
        first = RM.all()
    with bound(TwoPhase, {RM: 3}):
        second = RM.all()
    assert first == second and hash(first) == hash(second)
    assert list(map(repr, first)) == ["RM1", "RM2", "RM3"]
    assert len({*first, *second}) == 3
    assert copy.deepcopy(first[0]) is first[0]
    assert pickle.loads(pickle.dumps(first[0])) == first[0]
    with pytest.raises(TypeError):
        sorted(first)  # type: ignore[type-var]
    assert not hasattr(first[0], "index")
    with pytest.raises(TypeError, match=r"RM\.all\(\)"):
        RM()


def test_sort_members_have_an_index() -> None:
    class Ring(Base):
        at: Node

    with bound(Ring, {"Node": ["a", "b"]}):
        assert [(node.name, node.index) for node in Node.all()] == [("a", 0), ("b", 1)]


def test_members_outside_a_check() -> None:
    with pytest.raises(fc.NotRunning):
        RM.all()


def test_threads_do_not_see_each_other() -> None:
    seen: dict[int, int] = {}
    barrier = threading.Barrier(2)

    def run(size: int) -> None:
        with bound(TwoPhase, {RM: size}):
            barrier.wait()
            seen[size] = len(RM.all())

    threads = [threading.Thread(target=run, args=(size,)) for size in (2, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {2: 2, 5: 5}


class Sized(Base):
    N: int = fc.const(3)
    MUST: str = fc.const()
    PAIR: tuple[int, int] = fc.const((1, 2))
    first: Node = fc.const("Node1")


GIVEN: dict[Any, Any] = {"MUST": "m", Node: 2}


def test_constants_are_resolved() -> None:
    binding = resolve(Sized, GIVEN)
    assert binding.constants == {
        "N": 3,
        "MUST": "m",
        "PAIR": (1, 2),
        "first": binding.members(Node)[0],
    }


@pytest.mark.parametrize(
    ("constants", "code", "words"),
    [
        ({**GIVEN, "M": 1}, "FC0201", "M"),
        ({**GIVEN, "MUS": 1}, "FC0201", "did you mean MUST"),
        ({Node: 2}, "FC0202", "MUST"),
        ({"MUST": "m"}, "FC0202", "Node"),
        ({**GIVEN, "N": "3"}, "FC0203", "int"),
        ({**GIVEN, "N": True}, "FC0203", "True"),
        ({**GIVEN, "PAIR": (1, "2")}, "FC0203", "PAIR"),
        ({**GIVEN, "first": "Nod2"}, "FC0203", "did you mean Node2"),
        ({**GIVEN, Node: 0}, "FC0204", "sort Node is empty"),
        ({**GIVEN, Node: []}, "FC0204", "Node"),
        ({**GIVEN, Node: -1}, "FC0204", "Node"),
        ({**GIVEN, Node: "ab"}, "FC0203", "Node"),
        ({**GIVEN, Node: ["a", "a"]}, "FC0203", "same name"),
        ({**GIVEN, Node: True}, "FC0203", "True"),
    ],
)
def test_wrong_constants(constants: Any, code: str, words: str) -> None:
    with pytest.raises(fc.ConstantError) as caught:
        resolve(Sized, constants)
    assert caught.value.code == code
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("text", "annotation", "value"),
    [
        ("3", int, 3),
        ("-3", int, -3),
        ("3", str, "3"),
        ("true", bool, True),
        ("False", bool, False),
        ("x", int, "x"),  # refused later, by its type
        ("x", Literal["x", 1], "x"),
        ("1", Literal["x", 1], 1),
        ("1", int | None, 1),
        ("None", int | None, None),
        ("(1, 2)", tuple[int, int], (1, 2)),
        ("3", RM, 3),
        ("a, b", RM, ["a", "b"]),
        ("a", RM, ["a"]),
    ],
)
def test_constants_as_text(text: str, annotation: Any, value: object) -> None:
    parsed = parse_constant(text, annotation)
    assert parsed == value and type(parsed) is type(value)


def test_constants_of_a_command_line() -> None:
    texts = {"N": "4", "MUST": "7", "Node": "a,b", "first": "b"}
    binding = resolve(Sized, parse_constants(definition(Sized), texts))
    assert binding.constants["MUST"] == "7"
    assert repr(binding.constants["first"]) == "b"


# what is refused


def refused(body: str) -> fc.Error:
    """The error of a model whose class body is ``body``; x: int and an init are given."""
    source = "class M(fc.Model):\n    x: int\n    @fc.init\n    def start(self): self.x = 0\n"
    source += "".join(f"    {line}\n" for line in body.splitlines())
    names: dict[str, Any] = {"fc": fc, "Any": Any, "RM": RM, **globals()}
    with pytest.raises(fc.Error) as caught:
        exec(source, names)
        definition(names["M"])
    return caught.value


@dataclass
class Thawed:
    a: int


@dataclass(frozen=True)
class Recursive:
    next: Recursive | None


TWICE = """
@fc.predicate
def p(self): return True
live = fc.always(p)
live = fc.always(fc.eventually(p))
"""


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ("y: float", "FC0301", "M.y cannot have type float"),
        ("y: bytes", "FC0301", "str"),
        ("y: dict", "FC0301", "dict[K, V]"),
        ("y: list[dict[str, float]]", "FC0301", "float"),
        ("y: Thawed", "FC0301", "frozen=True"),
        ("y: Recursive", "FC0301", "recursive"),
        ("y: type", "FC0301", "M.y"),
        ("y: fc.Symmetric", "FC0301", "class Node"),
        ("y: set[list[int]]", "FC0303", "list[int]"),
        ("y: dict[set[int], int]", "FC0303", "frozenset"),
        ("y: set[set[int]]", "FC0303", "frozenset"),
        ("y: Nonsense", "FC0106", "Nonsense"),
        ("y: int = 3", "FC0106", "fc.const"),
        ("@fc.action\ndef act(self, k: int): ...", "FC0106", "no values"),
        ("@fc.action\ndef act(self, k): ...", "FC0106", "no values"),
        ("@fc.action(j=[1])\ndef act(self, k: bool): ...", "FC0106", "no parameter j"),
        ("@fc.action\ndef act(self, *k): ...", "FC0106", "*k"),
        ("@fc.action\ndef act(self): yield 1", "FC0106", "yield"),
        ("@fc.action\nasync def act(self): ...", "FC0106", "async"),
        ("@fc.action\ndef act(): ...", "FC0106", "self"),
        ('@fc.action(k=fc.members("x"))\ndef act(self, k): ...', "FC0106", "is a set"),
        ("@fc.invariant\ndef inv(self, other): ...", "FC0106", "(self)"),
        ("@fc.step_property\ndef inv(self): ...", "FC0106", "(self, after)"),
        ("@fc.init\ndef more(self, k: bool): ...", "FC0106", "oneof"),
        ('@fc.action(fair="wek")\ndef act(self): ...', "FC0106", "wek"),
        ("@fc.action\ndef a(self): ...\n@fc.action\ndef a(self): ...", "FC0106", "then lost"),
        ("@property\n@fc.invariant\ndef inv(self): return False", "FC0106", "then lost"),
        (
            "@fc.invariant\n@property\ndef inv(self): return False",
            "FC0106",
            "decorates a plain method",
        ),
        ("_frame: int", "FC0106", "rename"),
        (TWICE, "FC0106", "then lost"),
        ("@fc.action\n@fc.invariant\ndef act(self): ...", "FC0106", "two"),
    ],
)
def test_refused_at_definition(body: str, code: str, words: str) -> None:
    error = refused(body)
    assert error.code == code
    assert words in str(error)


def test_no_init_and_no_variables() -> None:
    class Empty(fc.Model): ...

    class NoInit(fc.Model):
        x: int

    for model, words in ((Empty, "no state variables"), (NoInit, "no init")):
        with pytest.raises(fc.DefinitionError, match=words):
            definition(model)
    with pytest.raises(fc.DefinitionError):
        definition(int)
    with pytest.raises(fc.DefinitionError, match="not instantiated"):
        Base()


# evaluation


def one_action(body: Any, **extra: Any) -> Any:
    """Searches a model with x = 0, s = {1} and one action."""

    class Small(fc.Model):
        x: int
        s: set[int]
        N: int = fc.const(2)

        @fc.init
        def start(self) -> None:
            self.x, self.s = 0, {1}

        act = fc.action(body)

    for name, item in extra.items():
        setattr(Small, name, item)
    return search(Small)


def once(self: Any) -> None:
    fc.require(self.x == 0)


def test_paths_of_choices_are_depth_first() -> None:
    seen: list[tuple[int, ...]] = []

    def body() -> None:
        first = fc.oneof((0, 1, 2))
        fc.require(first != 1)
        seen.append((first, fc.oneof("ab"), *([fc.oneof((7,))] if first else [])))  # type: ignore[arg-type]

    completed = list(_choices.replay(body))
    assert seen == [(0, "a"), (0, "b"), (2, "a", 7), (2, "b", 7)]
    assert completed == [True, True, False, True, True]


def test_every_completed_run_is_a_step_even_a_repeated_one() -> None:
    def act(self: Any) -> None:
        once(self)
        fc.oneof([1, 1, 2])

    assert len(one_action(act).steps) == 3


def test_oneof_over_nothing_discards() -> None:
    assert one_action(lambda self: fc.oneof([]) and None).steps == []


@pytest.mark.parametrize(
    "handler", ["except BaseException: pass", "finally: return", "except Exception: pass"]
)
def test_a_swallowed_discard_still_discards(handler: str) -> None:
    source = (
        f"def act(self):\n    try:\n        self.x = 1\n        fc.require(False)\n    {handler}\n"
    )
    names: dict[str, Any] = {"fc": fc}
    exec(source, names)
    assert one_action(names["act"]).steps == []


def test_choices_that_differ_between_runs_are_no_function_of_the_state() -> None:
    sizes = iter([2, 3, 4, 5])

    def act(self: Any) -> None:
        with contextlib.suppress(Exception):
            fc.oneof(range(next(sizes)))

    with pytest.raises(fc.NotAFunction):
        one_action(act)


def error_of(body: Any, **extra: Any) -> fc.Error:
    with pytest.raises(fc.Error) as caught:
        one_action(body, **extra)
    return caught.value


def test_errors_while_running() -> None:
    def unknown(self: Any) -> None:
        self.xx = 1

    def condition(self: Any) -> None:
        fc.require(self.s)

    def deletes(self: Any) -> None:
        del self.x

    def constant(self: Any) -> None:
        self.N = 3

    assert "did you mean x?" in str(error_of(unknown))
    assert error_of(condition).code == "FC0404"
    assert error_of(deletes).code == "FC0305"
    assert error_of(constant).code == "FC0106"
    assert error_of(lambda self: False).code == "FC0408"


def test_properties_only_look() -> None:
    def assigns(self: Any) -> bool:
        self.x = 1
        return True

    def hides(self: Any) -> bool:
        with contextlib.suppress(Exception):
            self.s.add(5)
        return True

    def chooses(self: Any) -> bool:
        return bool(fc.oneof([True]))

    def no_bool(self: Any) -> bool:
        return self.s  # type: ignore[no-any-return]

    expected = ((assigns, "FC0405"), (hides, "FC0405"), (chooses, "FC0407"), (no_bool, "FC0404"))
    for function, code in expected:
        assert error_of(lambda self: once(self), inv=fc.invariant(function)).code == code


def test_a_variable_without_a_value() -> None:
    class Missing(fc.Model):
        x: int
        y: int

        @fc.init
        def start(self) -> None:
            self.x = 1

        @fc.action
        def wait(self) -> None: ...

    class Early(Missing):
        @fc.init
        def start(self) -> None:
            self.x = self.y

    for model, words in ((Missing, "no value to y"), (Early, "before it has a value")):
        with pytest.raises(fc.Unassigned, match=words):
            search(model)


def test_a_domain_that_reads_the_state() -> None:
    class Reads(Base):
        @fc.action(k=lambda self: range(self.x))
        def act(self, k: int) -> None: ...

    with pytest.raises(fc.StateRead, match="domain of k"):
        _system.prepare(Reads)


def test_an_empty_domain_is_a_warning() -> None:
    class Never(Base):
        @fc.action(k=[])
        def act(self, k: int) -> None: ...

    assert "act never happens" in _system.prepare(Never).warnings[0]


def test_step_properties_see_both_states() -> None:
    class Falls(Base):
        @fc.action
        def fall(self) -> None:
            fc.require(self.x == 2)
            self.x = 1

        @fc.step_property
        def grows(self, after: Falls) -> bool:
            return after.x > self.x

    assert search(Falls).violated == ["grows"]


def test_selection_of_properties() -> None:
    everything = _system.prepare(TwoPhase)
    assert [name for name, _ in everything.temporal] == ["terminates"]
    assert [name for name, strong, _ in everything.fairness if not strong] == [
        f"rcv_prepared(r=RM{i})" for i in (1, 2, 3)
    ]
    # Without a temporal property nothing is asked for it.
    safe = _system.prepare(TwoPhase, invariants=["consistent"])
    assert (safe.temporal, safe.fairness) == ([], [])
    assert len(safe.questions) < len(everything.questions)
    with pytest.raises(fc.UnknownProperty, match="did you mean consistent"):
        _system.prepare(TwoPhase, invariants=["consistnt"])
    kinds = [question[0] for question in _system.prepare(TwoPhase, invariants=[]).questions]
    assert "invariant" not in kinds


# opaque models


def test_opaque_model_counts_paths_on_a_grid() -> None:
    def moves(state: tuple[int, int]) -> Iterator[tuple[str, tuple[int, int]]]:
        x, y = state
        if x < 3:
            yield "right", (x + 1, y)
        if y < 2:
            yield "up", (x, y + 1)

    model = fc.opaque(lambda: [(0, 0)], moves, {"inside": lambda s: s[0] < 3}, labels=True)
    description = _system.prepare(model)
    found = fake_native.search(description)
    assert len(found.states) == 4 * 3
    assert len(found.steps) == 3 * 3 + 4 * 2
    assert found.violated == ["inside"] * 3
    assert description.direct == {0, 1}
    assert description.label((1, 1), (1, 2)) == "up"


def test_opaque_states_may_be_pairs() -> None:
    model = fc.opaque(lambda: [("a", 0)], lambda s: [(s[0], 1 - s[1])])
    assert len(search(model).states) == 2


def test_opaque_from_a_class_and_what_is_no_model() -> None:
    class Counter:
        def init(self) -> list[int]:
            return [0]

        def next(self, n: int) -> set[int]:
            return {(n + 1) % 5, n}

    assert len(search(Counter).states) == 5
    assert len(search(Counter()).states) == 5
    with pytest.raises(fc.DefinitionError, match="is not a model"):
        _system.prepare(3)


# the process


def test_import_stays_light() -> None:
    code = "import sys, fastcheck; print(sorted({'numpy', 'rich', 'click'} & sys.modules.keys()))"
    assert _python(code) == "[]"


def test_the_hash_seed_changes_nothing() -> None:
    code = f"""
import sys
sys.path.insert(0, {HERE!r})
import fake_native, test_language as t
sys.modules["fastcheck._native"] = fake_native
d = t._system.prepare(t.TwoPhase, {{t.RM: 2}}, invariants=["consistent"])
found = fake_native.search(d)
print([q[1:4] for q in d.questions])
for name, given, _, after in found.steps:
    print(name, list(given.items()), t.in_order(after["msgs"]))
print([hash(r) for r in t.resolve(t.TwoPhase).members(t.RM)])
print([fake_native.ask(d, n, found.states[-1])[1].reads for n in range(len(d.questions))])
"""
    outputs = {_python(code, PYTHONHASHSEED=seed) for seed in "01345"}
    assert len(outputs) == 1
    assert "Prepared" in outputs.pop()


def _python(code: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **environment},
    )
    return done.stdout.strip()


def test_check_is_the_function_whatever_was_imported() -> None:
    assert "check" in fc.__all__
    module = type(fc)
    setattr(fc, "check", module)  # noqa: B010  (as the import system does with the submodule)
    assert vars(fc).get("check") is None


def test_a_discarded_run_makes_no_more_choices() -> None:
    def body() -> None:
        try:
            fc.require(False)
        except BaseException:
            fc.oneof(range(5))

    assert list(_choices.replay(body)) == [False]


def test_plain_sets_are_offered_in_canonical_order() -> None:
    names = [f"n{number}" for number in range(9)]
    code = f"from fastcheck._order import in_order; print(in_order(set({names})))"
    for seed in ("0", "1", "2", "3"):
        assert _python(code, PYTHONHASHSEED=seed) == str(names)
    assert in_order({True, 5, "a", (1,), frozenset({1}), None}) == [
        True, 5, "a", None, frozenset({1}), (1,),
    ]  # fmt: skip


def test_local_names_in_annotations_that_are_strings() -> None:
    class Here(fc.Symmetric, default=2): ...

    class Local(fc.Model):
        at: Here | None

        @fc.init
        def start(self) -> None:
            self.at = None

        @fc.action
        def go(self, h: Here) -> None:
            self.at = h

    assert len(search(Local).states) == 3


def test_a_constant_cannot_be_changed_in_place() -> None:
    class Holds(Base):
        SEEN: list[int] = fc.const([1])

        @fc.invariant
        def same(self) -> bool:
            self.SEEN.append(2)
            return self.SEEN == [1]

    assert search(Holds).violated == []


def test_many_threads_of_choices_do_not_mix() -> None:
    counts: list[int] = []

    def run(size: int) -> None:
        def body() -> None:
            fc.oneof(range(size))
            fc.oneof(range(size))

        counts.append(sum(_choices.replay(body)) - size * size)

    threads = [threading.Thread(target=run, args=(size,)) for size in (10, 20, 30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [0, 0, 0]
