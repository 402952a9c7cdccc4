"""Results, traces, states and graphs, from answers written by hand."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any

import pytest

import canned
from canned import LAMP1, Visit
from fastcheck.errors import Error, NotRecorded, Violation
from fastcheck.result import Result, make_result
from fastcheck.trace import ReadOnly, State, changes


def entries(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [
        str(entry)
        for change in changes(State(before), State(after)).values()
        for entry in change.entries
    ]


def test_ok_is_only_the_verdict_ok() -> None:
    for verdict, code in (("ok", 0), ("violation", 12), ("error", 75), ("incomplete", 3)):
        result = make_result(canned.answer(verdict, code))
        assert result.ok is (verdict == "ok")
        assert result.exit_code == code


def test_the_numbers_arrive() -> None:
    result = make_result(canned.answer())
    assert dataclasses.asdict(result.stats) == dict(canned.STATS, left=0)
    assert [(item.name, item.enabled) for item in result.actions] == [
        ("press", True),
        ("explode", False),
    ]
    assert result.learning[0].evaluated == 40


def test_result_and_step_are_frozen() -> None:
    result = make_result(canned.violated())
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.verdict = "ok"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        result.trace[0].state.on = True
    with pytest.raises(TypeError):
        result.trace[0].state["on"] = True


def test_state_by_index_and_attribute() -> None:
    step = make_result(canned.violated()).trace[1]
    assert step.state["on"] is True
    assert step.state.lamps == {LAMP1: 5, canned.LAMP2: 0}
    assert step.arguments.lamp is LAMP1
    assert step.title == "press(lamp=Lamp1)"
    with pytest.raises(AttributeError, match="nothing"):
        step.state.nothing  # noqa: B018


def test_state_named_like_a_method_by_index() -> None:
    assert State({"items": 1})["items"] == 1


def test_state_copies_and_pickles() -> None:
    state = State({"x": 1})
    assert copy.deepcopy(state) == state == pickle.loads(pickle.dumps(state))
    assert repr(state) == "State(x=1)"


def test_changes_by_entry() -> None:
    trace = make_result(canned.violated()).trace
    assert list(trace[0].changed) == []
    assert list(trace[1].changed) == ["on", "lamps", "seen"]
    assert [str(entry) for change in trace[1].changed.values() for entry in change.entries] == [
        "on: False -> True",
        "lamps[Lamp1]: 0 -> 5",
        "seen: - ('a', 1)",
        "seen: + ('c', 3)",
    ]
    assert trace[1].changed["on"].before is False
    assert list(trace[2].changed) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({1: {2: {3}}}, {1: {2: {3, 4}}}, ["x[1][2]: + 4"]),
        ({"a": 1}, {"b": 1}, ["x['a']: - 1", "x['b']: + 1"]),
        (Visit("ann", 1), Visit("ann", 2), ["x.times: 1 -> 2"]),
        ([1, 2], [2], ["x: [1, 2] -> [2]"]),
        ({3, 1, 2}, set(), ["x: - 1", "x: - 2", "x: - 3"]),
        ((1,), (), ["x: (1,) -> ()"]),
        (True, 1, ["x: True -> 1"]),
        (None, "None", ["x: None -> 'None'"]),
        (set(), [], ["x: set() -> []"]),
    ],
)
def test_differences(before: Any, after: Any, expected: list[str]) -> None:
    assert entries({"x": before}, {"x": after}) == expected


def test_trace_is_a_sequence() -> None:
    trace = make_result(canned.violated()).trace
    assert len(trace) == 3
    assert [step.number for step in trace] == [1, 2, 3]
    assert trace[-1].action == "wait"
    assert trace[1:] == trace.steps[1:]


def test_repr_is_a_story() -> None:
    text = repr(make_result(canned.violated()))
    assert text.splitlines()[:9] == [
        "Violation: invariant dim does not hold in state 3.",
        "",
        "1. Init  (switch.py:12)",
        "   on    = False",
        "   lamps = {Lamp1: 0, Lamp2: 0}",
        "   seen  = {('a', 1), ('b', 2)}",
        "2. press(lamp=Lamp1)  (switch.py:16)",
        "   on: False -> True",
        "   lamps[Lamp1]: 0 -> 5",
    ]
    assert "   (nothing changes)" in text.splitlines()
    assert "4,321 generated, 1,234 distinct, 7 left, depth 5" in text


@pytest.mark.parametrize(
    "reason", ["max_states", "max_depth", "max_seconds", "memory", "interrupted", "stopped", None]
)
def test_incomplete_never_says_no_error(reason: str | None) -> None:
    result = make_result(canned.answer("incomplete", 3, stop_reason=reason))
    text = repr(result).lower()
    assert "no error" not in text
    assert text.startswith("incomplete: ")
    assert "1,234 distinct states seen, to depth 5; 7 states left" in text


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("deadlock", "deadlock", "Deadlock: no action is possible in state 3."),
        ("assertion", "press", "Violation: assertion failed: press in state 3."),
        (
            "action_property",
            "grows",
            "Violation: step property grows does not hold from state 2 to 3.",
        ),
        ("invariant", "type of x", "Violation: invariant type of x does not hold in state 3."),
    ],
)
def test_headlines(kind: str, name: str, expected: str) -> None:
    assert make_result(canned.violated(kind, name)).headline == expected


def test_raise_for_violation() -> None:
    good = make_result(canned.answer())
    assert good.raise_for_violation() is good
    for bad in (canned.violated(), canned.answer("incomplete", 3), canned.failed("switch.py")):
        with pytest.raises(Violation) as caught:
            make_result(bad).raise_for_violation()
        assert isinstance(caught.value.result, Result)
        assert isinstance(caught.value, AssertionError)


def test_an_error_has_its_trace() -> None:
    result = make_result(canned.failed("switch.py"))
    assert result.violation is None
    assert len(result.trace) == 3
    assert result.errors[0].line == 17


def test_states_and_graph_not_recorded_say_how() -> None:
    result = make_result(canned.answer())
    for name in ("states", "graph"):
        with pytest.raises(NotRecorded, match=f"{name}=True") as caught:
            getattr(result, name)
        assert isinstance(caught.value, Error)


def test_states_as_columns() -> None:
    states = make_result(canned.recorded()).states
    assert len(states) == 3
    assert list(states) == ["x", "seen"]
    assert states["x"].codes.tolist() == [0, 1, 0]
    assert states["x"].categories == (3, 4)
    assert list(states["x"]) == [3, 4, 3]
    assert states["x"].values().dtype.kind == "i"
    assert states["seen"].values().tolist() == [set(), set(), {1}]
    assert states.depth.tolist() == [1, 2, 2]
    assert states.state(1) == {"x": 4, "seen": set()}


def test_values_of_mixed_kinds_stay_what_they_are() -> None:
    raw = canned.recorded()
    raw["states"]["columns"]["x"]["values"] = [True, 1]
    assert [type(value) for value in make_result(raw).states["x"].values()] == [bool, int, bool]


def test_graph_as_rows() -> None:
    graph = make_result(canned.recorded()).graph
    assert len(graph) == 3
    assert graph.indptr.tolist() == [0, 2, 3, 3]
    assert graph.src.tolist() == [0, 0, 1]
    assert graph.dst.tolist() == [1, 2, 0]
    assert list(graph.edges()) == [(0, 1, "press"), (0, 2, "break"), (1, 0, "press")]
    assert graph.initial.tolist() == [0]


def test_graph_without_states() -> None:
    raw = canned.recorded()
    raw["states"] = None
    graph = make_result(raw).graph
    assert len(graph) == 3
    assert graph.label(2) == "s2"


def test_read_only_is_what_it_says() -> None:
    with pytest.raises(AttributeError, match="cannot be changed"):
        ReadOnly({}).x = 1
