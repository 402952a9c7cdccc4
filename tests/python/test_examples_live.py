"""Temporal properties of the shipped examples: verdicts, and how the counterexamples go round.

The verdicts are TLC's, for the TLA+ models of the same systems with the same constants; where no
such configuration exists, the reasoning stands beside the row. TLC's lassos are not the shortest,
so lengths are argued for here: number of states, and the one that the last is followed by.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest

import fastcheck as fc

brute: Any = importlib.import_module("brute")

HOLDS: list[tuple[str, str, dict[str, int]]] = [
    ("locks:WeakFairness", "somebody_gets_in", {}),
    ("locks:StrongFairness", "gets_in", {}),
    ("locks:StrongFairness", "somebody_gets_in", {}),
    # As with two.
    ("locks:StrongFairness", "gets_in", {"Process": 3}),
    ("bounded_queue:BoundedQueue", "always_eventually_drained", {}),
    ("timers:Timers", "armed_means_fired_or_cancelled", {}),
    ("timers:Worker", "ready_means_handled", {}),
    ("dekker:Dekker", "enters_if_it_tries", {}),
    ("peterson:Peterson", "enters_if_it_tries", {}),
    ("dining_philosophers:StronglyFair", "everybody_eats", {"N": 3}),
    ("ewd840:EWD840", "termination_is_detected", {}),
    ("ewd998:EWD998", "termination_is_detected", {"N": 2}),
    ("alternating_bit:Delivering", "sent_means_received", {"CAPACITY": 1}),
    ("agent_deploy:Deploy", "failed_means_rolled_back", {}),
    ("cache:Invalidation", "current_in_the_end", {}),
    ("codex_thread:Lively", "shutdown_happens", {}),
    ("codex_thread:Patient", "wait_ends", {}),
]

FAILS: list[tuple[str, str, tuple[int, int]]] = [
    # It asks, and that is all that ever happens.
    ("locks:NoFairness", "gets_in", (2, 2)),
    ("locks:NoFairness", "somebody_gets_in", (2, 2)),
    # Both ask, the other one enters, leaves and asks again: three states in which the first tries.
    ("locks:WeakFairness", "gets_in", (4, 2)),
    # 1 takes its first fork and waits for its second, which 2 takes and puts back, again and again;
    # the first fork of 0 is 2's other one. Both wait for a fork that is free now and then.
    ("dining_philosophers:WeaklyFair", "everybody_eats", (4, 2)),
    # Read, write, tell both caches, land the old version: it stays.
    ("cache:StaleFill", "current_in_the_end", (6, 6)),
    # Spawn, send an input, die: nobody will read it.
    ("codex_thread:Lively", "input_is_handled", (4, 4)),
    # Spawn, begin to wait, for ever: the thread has not said anything final.
    ("codex_thread:Lively", "wait_ends", (3, 3)),
]


def load(examples: Path, model: str) -> Any:
    name, _, cls = model.partition(":")
    return brute.load(f"{examples / name}.py:{cls}")


@pytest.mark.usefixtures("native")
@pytest.mark.parametrize(("model", "name", "constants"), HOLDS)
def test_holds(examples: Path, model: str, name: str, constants: dict[str, int]) -> None:
    result = fc.check(load(examples, model), constants, properties=[name])
    assert result.ok, result
    verdicts = {item.name.partition("(")[0]: item.verdict for item in result.properties}
    assert verdicts[name] == "ok"


@pytest.mark.usefixtures("native")
@pytest.mark.parametrize(("model", "name", "lasso"), FAILS)
def test_fails(examples: Path, model: str, name: str, lasso: tuple[int, int]) -> None:
    result = fc.check(
        load(examples, model), {"N": 3} if "dining" in model else {}, properties=[name]
    )
    assert (result.verdict, result.exit_code) == ("violation", 13)
    assert result.violation is not None
    assert (result.violation.kind, result.violation.name.partition("(")[0]) == ("liveness", name)
    assert (len(result.trace), result.trace.loop_start) == lasso


@pytest.mark.usefixtures("native")
@pytest.mark.parametrize(
    ("model", "name"),
    [("dekker:NoTurn", "enters_if_it_tries"), ("codex_thread:Lively", "turn_ends")],
)
def test_fails_by_going_round(examples: Path, model: str, name: str) -> None:
    result = fc.check(load(examples, model), properties=[name])
    assert (result.verdict, result.exit_code) == ("violation", 13)
    assert result.trace.loop_start is not None and result.trace.back is not None


@pytest.mark.usefixtures("native")
@pytest.mark.parametrize("workers", [1, 2])
def test_a_lost_wake_up_is_a_deadlock_and_a_sleep_for_ever(examples: Path, workers: int) -> None:
    model = load(examples, "timers:LostWakeUp")
    options: dict[str, Any] = {"properties": ["ready_means_handled"], "workers": workers}
    result = fc.check(model, deadlock=False, **options)
    # Look, find nothing, let a piece of work come, fall asleep: nobody comes any more.
    assert (len(result.trace), result.trace.loop_start) == (4, 4)
    assert result.trace[-1].state["worker"] == "asleep" and result.trace[-1].state["ready"] == 1
    # The submitter may go on, so stopping here is what weak fairness of it would exclude.
    assert result.trace.suggestions == ("submit",)


TWINS = [
    ("locks:NoFairness", "gets_in", "locks_none"),
    ("locks:WeakFairness", "gets_in", "locks_weak"),
    ("locks:WeakFairness", "somebody_gets_in", "locks_weak_somebody"),
    ("locks:StrongFairness", "gets_in", "locks_strong"),
    ("bounded_queue:BoundedQueue", "always_eventually_drained", "bounded_queue_live"),
    ("timers:Timers", "armed_means_fired_or_cancelled", "timers_live"),
    ("timers:Worker", "ready_means_handled", "worker_live"),
    ("dekker:Dekker", "enters_if_it_tries", "dekker_live"),
    ("dekker:NoTurn", "enters_if_it_tries", "dekker_no_turn_live"),
    ("peterson:Peterson", "enters_if_it_tries", "peterson_live"),
    ("dining_philosophers:WeaklyFair", "everybody_eats", "dining_philosophers_weak"),
    ("dining_philosophers:StronglyFair", "everybody_eats", "dining_philosophers_strong"),
    ("cache:Invalidation", "current_in_the_end", "cache_invalidation_live"),
    ("cache:StaleFill", "current_in_the_end", "cache_invalidation_stale_fill_live"),
    ("agent_deploy:Deploy", "failed_means_rolled_back", "agent_deploy_live"),
    ("codex_thread:Lively", "shutdown_happens", "codex_thread_live"),
    ("codex_thread:Lively", "input_is_handled", "codex_thread_input"),
    ("codex_thread:Lively", "turn_ends", "codex_thread_turn"),
    ("codex_thread:Lively", "wait_ends", "codex_thread_wait"),
    ("codex_thread:Patient", "wait_ends", "codex_thread_patient"),
]
SPECS = {"timers:Worker": "worker", "cache:Invalidation": "cache_invalidation"}
SPECS["cache:StaleFill"] = "cache_invalidation"


@pytest.mark.usefixtures("native")
@pytest.mark.parametrize(("model", "name", "config"), TWINS, ids=lambda item: item)
def test_python_and_tla_give_the_same_answer(
    examples: Path, model: str, name: str, config: str
) -> None:
    constants = {"N": 3} if "dining" in model else {}
    python = fc.check(load(examples, model), constants, properties=[name])
    spec = examples / f"{SPECS.get(model, model.partition(':')[0])}.tla"
    tla = fc.check(spec, config=examples / f"{config}.cfg")
    assert (python.verdict, python.exit_code) == (tla.verdict, tla.exit_code)
    assert (len(python.trace), python.trace.loop_start) == (len(tla.trace), tla.trace.loop_start)
