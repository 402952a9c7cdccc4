"""``check`` and ``Run`` with the real engine, on models whose numbers are known."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

import fastcheck as fc
from fastcheck import errors
from fastcheck.check import Run, check
from fastcheck.progress import Progress

pytest.importorskip("fastcheck._native", reason="the native module is not built")


class Jugs(fc.Model):
    """A jug of three and a jug of five; four gallons are found in six steps."""

    GOAL: int = fc.const(4)
    big: int
    small: int

    @fc.init
    def empty(self) -> None:
        self.big = self.small = 0

    @fc.action(jug=("small", "big"), to=(0, 1))
    def turn(self, jug: str, to: int) -> None:
        if jug == "small":
            self.small = 3 * to
        else:
            self.big = 5 * to

    @fc.action(jug=("small", "big"))
    def pour(self, jug: str) -> None:
        amount = min(self.small, 5 - self.big) if jug == "small" else min(self.big, 3 - self.small)
        self.big += amount if jug == "small" else -amount
        self.small += -amount if jug == "small" else amount

    @fc.invariant
    def unsolved(self) -> bool:
        return self.big != self.GOAL


class Grid(fc.Model):
    """Six counters below ten: a million states, each counter free of the others."""

    x: dict[int, int]

    @fc.init
    def zero(self) -> None:
        self.x = dict.fromkeys(range(6), 0)

    @fc.action(i=range(6))
    def up(self, i: int) -> None:
        fc.require(self.x[i] < 9)
        self.x[i] += 1

    @fc.invariant
    def bounded(self) -> bool:
        return all(value < 10 for value in self.x.values())

    @fc.predicate
    def full(self) -> bool:
        return all(value == 9 for value in self.x.values())

    fills = fc.eventually(full)


def grid(**options: Any) -> fc.Result:
    return check(Grid, invariants=["bounded"], deadlock=False, **options)


def test_a_shortest_counterexample() -> None:
    result = check(Jugs)
    assert (result.verdict, result.exit_code) == ("violation", 12)
    assert result.violation is not None
    assert result.violation.name == "unsolved"
    assert len(result.trace) == 7
    assert result.trace[0].state == {"big": 0, "small": 0}
    assert result.trace[-1].state.big == 4
    assert result.trace[1].title == "turn(jug='big', to=1)"
    assert str(result.trace[1].changed.big) == "big: 0 -> 5"


def test_ok_and_constants() -> None:
    # All (big, small) with a jug full or empty: 6 + 6 + 4 + 4 less the 4 corners counted twice.
    result = check(Jugs, {"GOAL": 6})
    assert result.ok
    assert result.stats.distinct == 16
    # Every state has six successors.
    assert result.stats.generated == 1 + 6 * 16


def test_states_and_graph() -> None:
    result = check(Jugs, {"GOAL": 6}, states=True, graph=True)
    seen = {(state.big, state.small) for state in map(result.states.state, range(16))}
    border = {(b, s) for b in range(6) for s in range(4) if b in (0, 5) or s in (0, 3)}
    assert seen == border
    assert result.graph.indptr.tolist() == list(range(0, 97, 6))
    assert result.graph.initial.tolist() == [0]
    for source, target, action in result.graph.edges():
        before, after = result.states.state(source), result.states.state(target)
        if action.startswith("pour"):
            assert before.big + before.small == after.big + after.small
    assert result.states.to_pandas().shape == (16, 3)
    assert len(result.graph.to_networkx()) == 16


def test_graph_alone() -> None:
    graph = check(Jugs, {"GOAL": 6}, graph=True).graph
    assert (len(graph), len(graph.src)) == (16, 96)


@pytest.mark.parametrize("workers", [1, 2])
def test_bounds(workers: int) -> None:
    result = grid(max_depth=3, workers=workers)
    # Levels of the grid: 1, 6, 21 states.
    assert (result.verdict, result.exit_code, result.stop_reason) == ("incomplete", 3, "max_depth")
    assert (result.stats.distinct, result.stats.depth) == (28, 3)
    assert grid(max_states=100, workers=workers).stop_reason == "max_states"


def test_time_and_memory_bounds() -> None:
    assert grid(max_seconds=0.01, learn=False).stop_reason == "max_seconds"
    result = grid(memory="1MB")
    assert (result.stop_reason, result.exit_code) == ("memory", 152)


def test_wrong_arguments() -> None:
    with pytest.raises(errors.UnknownProperty) as unknown:
        check(Jugs, invariants=["unsolvd"])
    assert unknown.value.hint == "did you mean unsolved?"
    with pytest.raises(TypeError, match="list of names"):
        check(Jugs, invariants="unsolved")
    with pytest.raises(ValueError, match="memory"):
        check(Jugs, memory="lots")
    with pytest.raises(errors.UnknownConstant):
        check(Jugs, {"GAOL": 3})
    with pytest.raises(errors.DefinitionError):
        check(int)
    with pytest.raises(TypeError, match="nonsense"):
        Run(Jugs, nonsense=1)


def test_progress_and_stop_from_it() -> None:
    seen: list[Progress] = []

    def listen(progress: Progress) -> None:
        seen.append(progress)
        run.stop()

    run = Run(Grid, invariants=["bounded"], progress=listen, learn=False)
    result = run.result()
    assert (result.verdict, result.stop_reason) == ("incomplete", "stopped")
    assert seen
    assert 0 < seen[0].distinct <= result.stats.distinct < 10**6


def test_what_progress_raises_ends_the_check() -> None:
    def listen(progress: Progress) -> None:
        raise LookupError("enough")

    with pytest.raises(LookupError, match="enough"):
        grid(progress=listen, learn=False)
    run = Run(Grid, invariants=["bounded"], progress=listen, learn=False).start()
    with pytest.raises(LookupError, match="enough"):
        run.result()
    assert run.done


def test_stop_from_another_thread() -> None:
    run = Run(Grid, invariants=["bounded"], learn=False)
    threading.Timer(0.2, run.stop).start()
    assert run.result().stop_reason == "stopped"


def test_a_started_run_goes_on_by_itself() -> None:
    run = Run(Jugs).start()
    deadline = time.monotonic() + 30
    while not run.done and time.monotonic() < deadline:
        time.sleep(0.01)
    assert run.done
    assert run.result() is run.result()
    with pytest.raises(RuntimeError):
        run.start()


def test_runs_in_threads_do_not_mix() -> None:
    runs = [Run(Jugs, {"GOAL": goal}).start() for goal in (4, 6, 4, 6)]
    assert [run.result().verdict for run in runs] == ["violation", "ok", "violation", "ok"]


def test_stop_before_the_start() -> None:
    run = Run(Grid, invariants=["bounded"])
    run.stop()
    assert run.result().stop_reason == "stopped"


def test_opaque_steps_have_their_labels() -> None:
    model = fc.opaque(
        lambda: [0],
        lambda n: [("up", n + 1), ("twice", 2 * n)] if n < 8 else [("back", 0)],
        {"small": lambda n: n < 12},
        labels=True,
    )
    result = check(model)
    assert result.exit_code == 12
    assert [step.state.state for step in result.trace] == [0, 1, 2, 3, 6, 12]
    assert [step.action for step in result.trace] == ["Init", "up", "up", "up", "twice", "twice"]


FILE = """
import fastcheck as fc

class Count(fc.Model):
    n: int

    @fc.init
    def zero(self) -> None:
        self.n = 0

    @fc.action
    def up(self) -> None:
        self.n += 1
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.parametrize("code", ["-m fastcheck check --json FILE", "-c SCRIPT"])
def test_ctrl_c_keeps_what_is_known(tmp_path: Path, code: str) -> None:
    file = tmp_path / "count.py"
    file.write_text(FILE)
    script = (
        "import json, sys; sys.path.insert(0, sys.argv[1])\n"
        "from count import Count; import fastcheck as fc\n"
        "result = fc.Run(Count).start().result()\n"
        "print(json.dumps(result.to_json())); sys.exit(result.exit_code)"
    )
    arguments = [{"FILE": str(file), "SCRIPT": script}.get(word, word) for word in code.split()]
    process = subprocess.Popen(
        [sys.executable, *arguments, *([str(tmp_path)] if "SCRIPT" in code else [])],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ},
    )
    time.sleep(2.5)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    document = json.loads(out)
    assert (document["verdict"], document["stop_reason"]) == ("incomplete", "interrupted")
    assert document["stats"]["distinct"] > 1
    assert process.returncode == document["exit_code"] == 130
    assert "Traceback" not in err


def test_the_names_of_the_package_in_any_order() -> None:
    code = "import fastcheck as fc; fc.Run; assert callable(fc.check)"
    subprocess.run([sys.executable, "-c", code], check=True, stderr=subprocess.DEVNULL)


def test_initial_states_outside_the_constraints_are_told() -> None:
    class Outside(fc.Model):
        x: int

        @fc.init
        def start(self) -> None:
            self.x = 5

        @fc.action
        def step(self) -> None:
            self.x = self.x

        @fc.constraint
        def small(self) -> bool:
            return self.x < 3

    result = fc.check(Outside)
    assert (result.stats.generated, result.stats.distinct) == (1, 0)
    assert any("outside the constraints" in warning for warning in result.warnings)
