"""Results and traces in the formats of others: JSON, ITF, HTML, Mermaid."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import asdict, fields, is_dataclass
from enum import Enum
from html import escape
from typing import TYPE_CHECKING, Any

from ._order import order_key
from ._show import show
from .sorts import FiniteSort
from .values import ModelValue, Record

if TYPE_CHECKING:
    from .result import Counterexample, Result
    from .trace import Step, Trace

SCHEMA = "fastcheck.result/1"
EXACT = 2**53
"""Integers up to here, exclusive, are the same in every reader of JSON."""


def encode(value: Any) -> Any:
    """A value as JSON with the kinds kept apart.

    ``{"#set": [...]}``, ``{"#tup": [...]}`` for tuples and lists, ``{"#map": [[key, value],
    ...]}``, records as objects, sort and Enum members and None as ``{"#atom": name}``. Members and
    keys are in canonical order.
    """
    return _encode(value, atoms=True)


def _encode(value: Any, *, atoms: bool) -> Any:
    if value is None or isinstance(value, Enum | FiniteSort | ModelValue):
        name = "None" if value is None else value.name
        return {"#atom": name} if atoms else name
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return value if atoms or -EXACT < value < EXACT else {"#bigint": str(value)}
    if isinstance(value, tuple) or (atoms and isinstance(value, list)):
        return {"#tup": [_encode(item, atoms=atoms) for item in value]}
    if isinstance(value, list):
        return [_encode(item, atoms=atoms) for item in value]
    if isinstance(value, Set):
        return {"#set": [_encode(item, atoms=atoms) for item in sorted(value, key=order_key)]}
    if isinstance(value, Record) and not any(name.startswith("#") for name in value):
        return {name: _encode(item, atoms=atoms) for name, item in value.items()}
    if isinstance(value, Mapping):
        entries = sorted(value.items(), key=lambda entry: order_key(entry[0]))
        return {
            "#map": [
                [_encode(key, atoms=atoms), _encode(item, atoms=atoms)] for key, item in entries
            ]
        }
    if is_dataclass(value) and not isinstance(value, type):
        return {
            item.name: _encode(getattr(value, item.name), atoms=atoms) for item in fields(value)
        }
    return {"#unserializable": repr(value)}


def itf_value(value: Any) -> Any:
    """A value as ITF has it: sequences are arrays, atoms strings, large integers ``#bigint``."""
    return _encode(value, atoms=False)


def itf_document(trace: Trace) -> dict[str, Any]:
    """The trace in the Informal Trace Format (Apalache's ADR 015)."""
    names = list(trace[0].state) if trace else []
    document: dict[str, Any] = {
        "#meta": {
            "format": "ITF",
            "source": "fastcheck",
            "description": [step.title for step in trace],
        },
        "vars": names,
        "states": [
            {
                "#meta": {"index": index, "action": step.title},
                **{name: itf_value(value) for name, value in step.state.items()},
            }
            for index, step in enumerate(trace)
        ],
    }
    if trace.loop_start is not None:
        document["loop"] = trace.loop_start - 1
    return document


def trace_document(trace: Trace) -> dict[str, Any]:
    """The trace as it stands in the result document."""
    document: dict[str, Any] = {
        "states": [_step_document(step) for step in trace],
        "loop_start": trace.loop_start,
    }
    if trace.loop_start is not None:
        document["back"] = trace.back
        document["fairness"] = [asdict(kept) for kept in trace.fairness]
        document["suggestions"] = list(trace.suggestions)
    return document


def _step_document(step: Step) -> dict[str, Any]:
    return {
        "number": step.number,
        "action": step.action,
        "arguments": {name: encode(value) for name, value in step.arguments.items()},
        "location": step.location,
        "values": dict(step.encoded),
    }


def _violation_document(found: Counterexample | None) -> dict[str, Any] | None:
    if found is None:
        return None
    document = {
        "kind": found.kind,
        "name": found.name,
        "message": found.message,
        "trace": trace_document(found.trace),
    }
    return document if found.place is None else {**document, "place": asdict(found.place)}


def result_document(result: Result) -> dict[str, Any]:
    """The result as one JSON document; ``schema`` names its version.

    ``violation`` is the first of ``violations``, or null.
    """
    return {
        "schema": SCHEMA,
        "version": version(),
        "target": result.target,
        "config": result.config,
        "verdict": result.verdict,
        "exit_code": result.exit_code,
        "stop_reason": result.stop_reason,
        "violation": _violation_document(result.violation),
        "violations": [_violation_document(found) for found in result.violations],
        "properties": [asdict(item) for item in result.properties],
        "stats": asdict(result.stats),
        "actions": [
            {"name": item.name, "generated": item.generated, "distinct": item.distinct}
            for item in result.actions
        ],
        "warnings": list(result.warnings),
        "errors": _error_documents(result),
        "learning": [asdict(item) for item in result.learning],
    }


def _error_documents(result: Result) -> list[dict[str, Any]]:
    """The errors; the first one found while exploring also has the ``trace`` that led to it."""
    documents = [asdict(item) for item in result.errors]
    if documents and result.error_trace:
        documents[0]["trace"] = trace_document(result.error_trace)
    return documents


def version() -> str:
    """The version of the installed package."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("fastcheck")
    except PackageNotFoundError:
        return "0.1.0"


def trace_mermaid(trace: Trace) -> str:
    """The trace as a Mermaid state diagram, one arrow per step."""
    lines = ["stateDiagram-v2"]
    for step in trace:
        before = "[*]" if step.number == trace[0].number else f"s{step.number - 1}"
        lines.append(f"    {before} --> s{step.number}: {mermaid_text(step.title)}")
    if trace.loop_start is not None:
        lines.append(f"    s{trace[-1].number} --> s{trace.loop_start}")
    return "\n".join(lines) + "\n"


def mermaid_text(text: str) -> str:
    """Text without the characters that mean something to Mermaid."""
    special = {
        "#": "#35;",
        ";": "#59;",
        ":": "#58;",
        '"': "#34;",
        "\n": "<br/>",
        "{": "#123;",
        "}": "#125;",
    }
    return "".join(special.get(character, character) for character in text)


def trace_html(trace: Trace) -> str:
    """The trace as a table: one row per step, with what changed."""
    rows = []
    for step in trace:
        body = "<br>".join(escape(line.strip()) for line in step.lines()[1:])
        rows.append(
            f"<tr><td>{step.number}</td><td><code>{escape(step.title)}</code></td>"
            f"<td style='text-align:left'><code>{body}</code></td></tr>"
        )
    head = "<tr><th>step</th><th>action</th><th>state, then changes</th></tr>"
    ending = "".join(f"<p>{escape(line.strip())}</p>" for line in trace.ending())
    return f"<table>{head}{''.join(rows)}</table>{ending}"


def result_html(result: Result) -> str:
    """The verdict, the trace if there is one, and the statistics."""
    trace = trace_html(result.trace) if result.trace else ""
    rows = "".join(
        f"<tr><td>{name}</td><td>{escape(show(value))}</td></tr>"
        for name, value in asdict(result.stats).items()
    )
    return f"<p><b>{escape(result.headline)}</b></p>{trace}<table>{rows}</table>"
