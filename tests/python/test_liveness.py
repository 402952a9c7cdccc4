"""Temporal properties of Python models: verdicts that follow from reasoning, lassos, honesty."""

from __future__ import annotations

import json
from typing import Any, Literal

import pytest

import fastcheck as fc


class Process(fc.Sort, default=2):
    """Who wants the lock."""


class Lock(fc.Model):
    """A lock without fairness."""

    pc: dict[Process, Literal["idle", "trying", "critical"]]

    @fc.init
    def start(self) -> None:
        self.pc = dict.fromkeys(Process.all(), "idle")

    @fc.action
    def request(self, p: Process) -> None:
        fc.require(self.pc[p] == "idle")
        self.pc[p] = "trying"

    @fc.action
    def enter(self, p: Process) -> None:
        fc.require(self.pc[p] == "trying" and "critical" not in self.pc.values())
        self.pc[p] = "critical"

    @fc.action
    def leave(self, p: Process) -> None:
        fc.require(self.pc[p] == "critical")
        self.pc[p] = "idle"

    @fc.predicate
    def tries(self, p: Process) -> bool:
        return self.pc[p] == "trying"

    @fc.predicate
    def inside(self, p: Process) -> bool:
        return self.pc[p] == "critical"

    gets_in = fc.leads_to(tries, inside)


class Weak(Lock):
    @fc.action(fair="weak")
    def enter(self, p: Process) -> None:
        Lock.enter(self, p)

    @fc.action(fair="weak")
    def leave(self, p: Process) -> None:
        Lock.leave(self, p)


class Strong(Weak):
    @fc.action(fair="strong")
    def enter(self, p: Process) -> None:
        Lock.enter(self, p)


def check(model: Any, **options: Any) -> fc.Result:
    return fc.check(model, **{"workers": 1, "deadlock": False, **options})


def titles(result: fc.Result) -> list[str]:
    return [step.title for step in result.trace]


def test_without_fairness_the_lock_may_stop() -> None:
    result = check(Lock)
    assert (result.verdict, result.exit_code) == ("violation", 13)
    assert result.violation is not None
    assert (result.violation.kind, result.violation.name) == ("liveness", "gets_in(p=Process1)")
    assert titles(result) == ["Init", "request(p=Process1)"]
    assert (result.trace.loop_start, result.trace.back) == (2, None)
    assert "Stays in state 2 for ever (stuttering)." in str(result)
    assert "enter" in result.trace.suggestions


def test_with_weak_fairness_a_process_may_starve() -> None:
    result = check(Weak)
    # Another one is faster, again and again; for process 1 entering is possible now and then only.
    assert titles(result)[1:] == ["request(p=Process1)", "request(p=Process2)", "enter(p=Process2)"]
    assert (result.trace.loop_start, result.trace.back) == (2, "leave(p=Process2)")
    assert "Back to state 2 by leave(p=Process2)" in str(result)
    kept = {item.name: (item.strength, item.way, item.state) for item in result.trace.fairness}
    assert kept == {
        "enter(p=Process1)": ("weak", "disabled", 4),
        "enter(p=Process2)": ("weak", "taken", 4),
        "leave(p=Process1)": ("weak", "disabled", 2),
        "leave(p=Process2)": ("weak", "taken", 2),
    }


def test_with_strong_fairness_everybody_gets_in() -> None:
    result = check(Strong)
    assert result.ok
    verdicts = [(item.name, item.kind, item.verdict) for item in result.properties]
    assert verdicts == [(f"gets_in(p=Process{i})", "liveness", "ok") for i in (1, 2)]


def test_fairness_of_all_together_is_not_fairness_of_each() -> None:
    class Together(Lock):
        progress = fc.fairness(Lock.enter, Lock.leave)
        somebody = fc.leads_to(
            lambda m: "trying" in m.pc.values(), lambda m: "critical" in m.pc.values()
        )

    assert check(Together, properties=["somebody"]).ok
    assert not check(Together, properties=["gets_in"]).ok
    strong = type("Both", (Together,), {"each": fc.fairness(Lock.enter, fair="strong")})
    assert not check(strong, properties=["gets_in"]).ok


@pytest.mark.parametrize("workers", [1, 2, 4])
@pytest.mark.parametrize("learn", [True, False])
def test_trap_47_the_answer_is_the_same_for_any_number_of_workers(
    workers: int, learn: bool
) -> None:
    result = check(Weak, workers=workers, learn=learn, constants={Process: 3})
    assert result.trace == check(Weak, constants={Process: 3}).trace


class Steps(fc.Model):
    """0 -> 1 -> 2 -> 3 -> 2: each step is fair."""

    x: int

    @fc.init
    def start(self) -> None:
        self.x = 0

    @fc.action(fair="weak")
    def up(self) -> None:
        fc.require(self.x < 3)
        self.x += 1

    @fc.action(fair="weak")
    def down(self) -> None:
        fc.require(self.x == 3)
        self.x = 2


def at(*values: int) -> Any:
    return lambda m: m.x in values


@pytest.mark.parametrize(
    ("formula", "holds"),
    [
        (fc.eventually(at(3)), True),
        (fc.eventually(at(4)), False),
        (fc.always(at(0, 1, 2, 3)), True),
        (fc.always(at(0, 1)), False),
        (fc.infinitely_often(at(2)), True),
        (fc.infinitely_often(at(1)), False),
        (fc.stabilizes(at(2, 3)), True),
        (fc.stabilizes(at(2)), False),
        (fc.leads_to(at(0), at(2)), True),
        (fc.leads_to(at(2), at(0)), False),
        (fc.until(at(0, 1), at(2)), True),
        (fc.until(at(0), at(2)), False),
        (fc.until(at(0, 1, 2, 3), at(4)), False),
        (fc.until(at(4), at(0)), True),
        (fc.eventually(fc.always(at(2, 3))), True),
        (fc.always(fc.eventually(at(3))), True),
        (fc.eventually(at(1)) & fc.eventually(at(3)), True),
        (fc.eventually(at(1)) & fc.eventually(at(4)), False),
        (fc.eventually(at(4)) | fc.infinitely_often(at(3)), True),
        (~fc.eventually(at(4)), True),
        (fc.all_of(at(0), fc.eventually(at(1))), True),
        (fc.any_of(at(1), fc.always(at(0))), False),
        (fc.implies(fc.eventually(at(4)), at(1)), True),
        (fc.implies(fc.infinitely_often(at(3)), at(1)), False),
        (fc.negate(at(1)), True),
        (fc.infinitely_often(Steps.down), True),
        (fc.infinitely_often(Steps.up), True),
        (fc.stabilizes(Steps.up), False),
        (fc.stabilizes(fc.enabled(Steps.up)), False),
        (fc.infinitely_often(fc.enabled(Steps.down)), True),
        (fc.until(fc.negate(Steps.down), at(3)), True),
    ],
    ids=str,
)
def test_each_operator_means_what_it_says(formula: Any, holds: bool) -> None:
    model = type("Model", (Steps,), {"property": formula})
    result = check(model)
    assert result.ok == holds, result
    assert result.exit_code == (0 if holds else 13)


def test_an_action_that_is_named_speaks_of_the_same_parameters() -> None:
    class Named(Strong):
        # Whoever tries is let in: not just anybody.
        let_in = fc.leads_to(Lock.tries, Lock.enter)

    assert check(Named, properties=["let_in"]).ok

    class Starved(Weak):
        let_in = fc.leads_to(Lock.tries, Lock.enter)

    assert not check(Starved, properties=["let_in"]).ok


def test_a_formula_speaks_of_what_overrides_its_predicates() -> None:
    class Never(Strong):
        @fc.predicate
        def inside(self, p: Process) -> bool:
            return False

    assert not check(Never).ok


def test_parameters_of_one_name_have_one_set_of_values() -> None:
    class Mixed(Steps):
        @fc.predicate(n=range(2))
        def low(self, n: int) -> bool:
            return self.x == n

        @fc.predicate(n=range(3))
        def high(self, n: int) -> bool:
            return self.x == n

        both = fc.leads_to(low, high)

    with pytest.raises(fc.DefinitionError, match="two sets of values"):
        check(Mixed)


def test_what_is_no_claim_is_refused() -> None:
    with pytest.raises(fc.DefinitionError, match="predicates"):
        fc.eventually(3)  # type: ignore[arg-type]
    with pytest.raises(fc.DefinitionError, match="neither true nor false"):
        bool(fc.eventually(at(1)))
    with pytest.raises(fc.DefinitionError, match="actions"):
        fc.fairness(Lock.tries)
    with pytest.raises(fc.DefinitionError, match="fair='always'"):
        fc.fairness(Lock.enter, fair="always")  # type: ignore[arg-type]
    with pytest.raises(fc.DefinitionError, match="lost"):

        class Lost(Steps):
            fc.eventually(at(3))

    with pytest.raises(fc.DefinitionError, match="step_property"):

        class Stepping(Steps):
            @fc.step_property
            def grows(self, after: Any) -> bool:
                return True

            wrong = fc.always(grows)


def test_a_predicate_that_fails_is_an_error_with_its_own_exit_code() -> None:
    class Fails(Steps):
        @fc.predicate
        def broken(self) -> bool:
            return 1 // (self.x - 2) > 0

        hopes = fc.eventually(broken)

    result = check(Fails)
    assert (result.verdict, result.exit_code) == ("error", 77)
    assert result.errors[0].code == "FC0403" and "ZeroDivisionError" in result.errors[0].message
    assert result.error_trace[-1].state.x == 2
    assert check(Fails, properties=[]).ok


def test_a_predicate_is_only_asked_when_its_property_is() -> None:
    class Counted(Steps):
        @fc.predicate
        def looked(self) -> bool:
            raise AssertionError("never asked")

        hopes = fc.eventually(looked)

    assert check(Counted, properties=[]).ok


def test_trap_47_a_bounded_run_is_incomplete_and_its_frontier_does_not_stutter() -> None:
    class Reaches(Steps):
        reached = fc.eventually(at(3))

    result = check(Reaches, max_depth=3)
    assert (result.verdict, result.exit_code, result.stop_reason) == ("incomplete", 3, "max_depth")
    assert [item.verdict for item in result.properties] == ["unknown"]

    class Stuck(Steps):
        @fc.action
        def up(self) -> None:
            Steps.up(self)

        reached = fc.eventually(at(3))

    # What was explored is searched all the same.
    result = check(Stuck, max_depth=2)
    assert (result.verdict, result.exit_code, len(result.trace)) == ("violation", 13, 1)


def test_trap_48_a_constraint_that_cuts_steps_is_named() -> None:
    class Cut(Steps):
        @fc.constraint
        def small(self) -> bool:
            return self.x < 2

        reached = fc.eventually(at(3))

    result = check(Cut)
    # The step that leaves the constraint can be taken, so no fair behaviour stays before it.
    assert result.ok
    assert any("small" in text for text in result.warnings)


def test_a_safety_violation_comes_first_and_leaves_the_rest_unknown() -> None:
    class Both(Steps):
        @fc.invariant
        def low(self) -> bool:
            return self.x < 2

        reached = fc.eventually(at(4))

    result = check(Both)
    assert result.violation is not None and result.violation.name == "low"
    assert {item.name: item.verdict for item in result.properties} == {
        "low": "violated", "reached": "unknown",
    }  # fmt: skip
    result = check(Both, continue_=True)
    assert {item.name: item.verdict for item in result.properties} == {
        "low": "violated", "reached": "violated",
    }  # fmt: skip
    assert [item.kind for item in result.violations] == ["invariant", "liveness"]


def test_the_document_says_where_the_loop_begins() -> None:
    document = json.loads(json.dumps(check(Weak).to_json()))
    violation = document["violation"]
    assert (violation["kind"], violation["trace"]["loop_start"]) == ("liveness", 2)
    assert violation["trace"]["back"] == "leave(p=Process2)"
    assert violation["trace"]["fairness"][0] == {
        "name": "enter(p=Process1)", "strength": "weak", "way": "disabled", "state": 4,
    }  # fmt: skip
    assert check(Weak).trace.to_itf()["loop"] == 1
    assert "s4 --> s2" in check(Weak).trace.to_mermaid()
    assert "Back to state 2" in check(Weak).trace._repr_html_()


def test_every_step_and_state_is_recorded_beside_the_graph() -> None:
    with_graph = check(Weak, graph=True, states=True)
    assert with_graph.trace == check(Weak).trace
    # 8 states; 14 steps, none of which changes nothing.
    assert (len(with_graph.graph.src), with_graph.stats.distinct) == (14, 8)


def test_a_kept_graph_answers_more_properties() -> None:
    result = check(Weak, keep=True, properties=[])
    assert result.ok and result.properties == ()
    again = result.check("gets_in")
    assert (again.verdict, again.exit_code) == ("violation", 13)
    assert [item.verdict for item in again.properties] == ["violated", "violated"]
    explored = check(Weak).trace
    assert titles(again) == titles(check(Weak))
    assert [step.state for step in again.trace] == [step.state for step in explored]
    assert (again.trace.loop_start, again.trace.back) == (explored.loop_start, explored.back)
    # Formulas over what its own properties speak of, and its actions.
    assert result.check(fc.infinitely_often(Lock.tries) | fc.stabilizes(fc.negate(Lock.tries))).ok
    assert not result.check(fc.infinitely_often(Weak.enter)).ok
    assert result.check(fc.leads_to(Weak.enter, Weak.leave)).ok
    assert result.verdict == "ok"


def test_a_kept_graph_says_what_it_cannot_answer() -> None:
    result = check(Weak, keep=True, properties=[])
    with pytest.raises(fc.UnknownProperty, match="did you mean gets_in"):
        result.check("gets_on")
    with pytest.raises(fc.NotRecorded, match="was not recorded"):
        result.check(fc.eventually(lambda m: True))
    with pytest.raises(fc.NotRecorded, match="not kept"):
        check(Weak).check("gets_in")
    bounded = check(Strong, keep=True, max_depth=2, properties=[])
    assert bounded.check("gets_in").verdict == "incomplete"
