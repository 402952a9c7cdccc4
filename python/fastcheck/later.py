"""More temporal properties after a run, on the graph that it kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from .decorators import Formula
from .graph import Graph
from .result import Counterexample, Kept, PropertyVerdict, Result
from .trace import Trace, make_trace


def answer(result: Result, kept: Kept, claim: str | Formula) -> Result:
    """The result of checking one more property."""
    graph = result.graph
    everything = result.stop_reason is None and result.stats.left == 0
    verdicts, violations = [], []
    for name, formula in kept.encode(claim):
        found = kept.recorded.check(name, formula)
        if found is not None:
            trace = lasso(graph, *found)
            message = f"temporal property {name} is violated"
            violations.append(Counterexample("liveness", name, message, trace))
        verdict = "violated" if found else "ok" if everything else "unknown"
        verdicts.append(PropertyVerdict(name, "liveness", verdict))
    outcome: dict[str, Any] = {"verdict": "ok", "exit_code": 0}
    if violations:
        outcome = {"verdict": "violation", "exit_code": 13}
    elif not everything:
        outcome = {"verdict": "incomplete", "exit_code": 3}
    return replace(
        result, violations=tuple(violations[:1]), properties=tuple(verdicts), errors=(), **outcome
    )


def lasso(graph: Graph, numbers: list[int], loop_start: int) -> Trace:
    """The behaviour through these states, as a trace."""
    assert graph.states is not None
    states = []
    for index, number in enumerate(numbers):
        action = edge(graph, numbers[index - 1], number) if index else "Init"
        values = graph.states.state(number)
        states.append({"number": index + 1, "action": action, "values": values})
    last = len(numbers) - 1
    back = edge(graph, numbers[last], numbers[loop_start]) if loop_start < last else None
    raw = {"states": states, "loop_start": loop_start + 1}
    return replace(make_trace(raw), back=back)


def edge(graph: Graph, source: int, target: int) -> str:
    """The first action that leads from one state to another."""
    for at in range(int(graph.indptr[source]), int(graph.indptr[source + 1])):
        if graph.dst[at] == target:
            return str(graph.actions[graph.action[at]])
    return "(nothing changes)"
