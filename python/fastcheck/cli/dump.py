"""``--dump-trace``: the trace of a violation in a file, in the form that the file's name says."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..export import encode
from ..values import notation, quoted

if TYPE_CHECKING:
    from ..result import Result
    from ..trace import State, Step, Trace

FORMS = (".itf.json", ".json", ".tla")


def form(file: str) -> str:
    """The form of a file, by the end of its name."""
    for ending in FORMS:
        if file.endswith(ending):
            return ending
    raise click.UsageError(
        f"--dump-trace {file}: the name must end in .itf.json (ITF), .json (as TLC) or .tla"
    )


def check_place(file: str, read: Iterable[str]) -> None:
    """Refuses a place that cannot be written, or that holds what the check reads."""
    path = Path(file)
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise click.UsageError(f"--dump-trace {file}: there is no folder {path.absolute().parent}")
    if path.exists() and any(Path(other).exists() and path.samefile(other) for other in read):
        raise click.UsageError(f"--dump-trace {file}: that is what is checked; give another name")


def dump(result: Result, file: str) -> None:
    """Writes the trace of the result."""
    trace = result.trace
    match form(file):
        case ".itf.json":
            text = json.dumps(trace.to_itf(), indent=2)
        case ".json":
            text = json.dumps(as_tlc(trace), indent=2)
        case _:
            text = as_module(trace, file)
    with open(file, "w", encoding="utf-8") as stream:
        stream.write(text if text.endswith("\n") else f"{text}\n")


def as_tlc(trace: Trace) -> dict[str, Any]:
    """The trace as ``-dumpTrace json`` of TLC writes it."""
    states = [[step.number, _plain_state(step.state)] for step in trace]
    actions = [
        [states[at], _action(step), states[at + 1]] for at, step in enumerate(trace.steps[1:])
    ]
    if trace.loop_start is not None:
        back = {"name": "Back to state", "location": None}
        actions.append([states[-1], back, states[trace.loop_start - 1]])
    names = list(trace[0].state) if trace else []
    return {"counterexample": {"action": actions, "state": states}, "vars": names}


def _action(step: Step) -> dict[str, Any]:
    return {"name": step.action, "location": step.location}


def _plain_state(state: State) -> dict[str, Any]:
    return {name: plain(value) for name, value in state.items()}


def plain(value: Any) -> Any:
    """A value as TLC writes JSON: sets and sequences are arrays, functions and records objects."""
    encoded = encode(value)
    return _plain(encoded)


def _plain(encoded: Any) -> Any:
    if not isinstance(encoded, dict):
        return encoded
    match list(encoded.items()):
        case [("#set" | "#tup", items)]:
            return [_plain(item) for item in items]
        case [("#atom", name)]:
            return name
        case [("#map", pairs)]:
            return {_key(key): _plain(item) for key, item in pairs}
        case fields:
            return {name: _plain(item) for name, item in fields}


def _key(key: Any) -> str:
    plainly = _plain(key)
    return plainly if isinstance(plainly, str) else json.dumps(plainly)


def as_module(trace: Trace, file: str) -> str:
    """The trace as a TLA+ module that defines ``Trace``, a sequence of records."""
    import os

    name = os.path.basename(file).removesuffix(".tla")
    states = ",\n".join(f"    {_record(step.state)}" for step in trace)
    atoms = sorted(_atoms(trace))
    declared = f"CONSTANTS {', '.join(atoms)}\n" if atoms else ""
    loop = "" if trace.loop_start is None else f"\nLoopStart == {trace.loop_start}"
    actions = ", ".join(quoted(step.action) for step in trace)
    return (
        f"---- MODULE {name} ----\nEXTENDS Integers, TLC\n{declared}"
        f"Actions == <<{actions}>>\nTrace == <<\n{states}\n>>{loop}\n====\n"
    )


def _record(state: State) -> str:
    return f"[{', '.join(f'{name} |-> {notation(value)}' for name, value in state.items())}]"


def _atoms(trace: Trace) -> set[str]:
    """The names of all model values in the trace."""
    found: set[str] = set()
    stack: list[Any] = [encode(value) for step in trace for value in step.state.values()]
    while stack:
        match stack.pop():
            case {"#atom": name}:
                found.add(name)
            case dict() as parts:
                stack += parts.values()
            case list() as items:
                stack += items
    return found
