"""Answers of an engine, written by hand: what shows results is tested apart from what makes them.

A light switch: ``on`` is False at first, ``lamps`` says which lamps burn, ``seen`` who was there.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import fastcheck as fc
from fastcheck.sorts import make_member

MODEL = '''\
import fastcheck as fc


class Lamp(fc.Symmetric, default=2):
    """A lamp."""


class Switch(fc.Model):
    N: int = fc.const(3)
    on: bool

    @fc.init
    def dark(self) -> None:
        self.on = False

    @fc.action
    def press(self) -> None:
        self.on = not self.on

    @fc.invariant
    def dim(self) -> bool:
        return not self.on
'''


class Lamp(fc.Symmetric):
    """A lamp."""


LAMP1 = make_member(Lamp, "Lamp1", 0)
LAMP2 = make_member(Lamp, "Lamp2", 1)


@dataclass(frozen=True)
class Visit:
    """A visitor, and how often."""

    who: str
    times: int


STATS: dict[str, Any] = {
    "generated": 4321,
    "distinct": 1234,
    "left": 7,
    "depth": 5,
    "workers": 2,
    "seconds": 2.0,
    "explore_seconds": 1.0,
    "temporal_seconds": 0.0,
    "peak_memory_bytes": 12_300_000,
    "collision_probability": 2.5e-13,
    "digest": "0123456789abcdef" * 2,
}


def state(number: int, action: str | None, values: dict[str, Any], **more: Any) -> dict[str, Any]:
    """One state of a trace as the engine gives it."""
    return {
        "number": number,
        "action": action,
        "arguments": [],
        "location": None,
        "values": values,
        **more,
    }


def trace() -> dict[str, Any]:
    """Three states: an initial one, one with an argument, one that changes nothing."""
    first = {"on": False, "lamps": {LAMP1: 0, LAMP2: 0}, "seen": {("a", 1), ("b", 2)}}
    second = {"on": True, "lamps": {LAMP1: 5, LAMP2: 0}, "seen": {("b", 2), ("c", 3)}}
    return {
        "states": [
            state(1, "Init", first, location="switch.py:12"),
            state(2, "press", second, location="switch.py:16", arguments=[("lamp", LAMP1)]),
            state(3, "wait", dict(second)),
        ]
    }


def answer(verdict: str = "ok", exit_code: int = 0, **more: Any) -> dict[str, Any]:
    """What ``explore`` returns, with ``more`` put in place."""
    return {
        "verdict": verdict,
        "exit_code": exit_code,
        "stop_reason": None,
        "violations": [],
        "properties": [
            {"name": "dim", "kind": "invariant", "verdict": verdict},
            {"name": "grows", "kind": "action_property", "verdict": "ok"},
            {"name": "deadlock", "kind": "deadlock", "verdict": "ok"},
        ],
        "stats": dict(STATS, left=0 if verdict == "ok" else STATS["left"]),
        "actions": [
            {"name": "press", "generated": 4000, "distinct": 1200, "enabled": True},
            {"name": "explode", "generated": 0, "distinct": 0, "enabled": False},
        ],
        "warnings": [],
        "learning": [
            {"question": "press()", "asked": 4000, "evaluated": 40, "mode": "learned"},
            {"question": "dim", "asked": 1000, "evaluated": 900, "mode": "direct"},
        ],
        "errors": [],
        "states": None,
        "graph": None,
        **more,
    }


def violated(
    kind: str = "invariant", name: str = "dim", exit_code: int = 12, **more: Any
) -> dict[str, Any]:
    """An answer with one violation."""
    found = {"kind": kind, "name": name, "message": "", "trace": trace(), **more}
    return answer("violation", exit_code, violations=[found])


def failed(file: str, exit_code: int = 75) -> dict[str, Any]:
    """An answer with an error at line 17 of ``file``, and the trace that led there."""
    error = {
        "code": "FC0403",
        "message": "ZeroDivisionError: division by zero in press",
        "file": file,
        "line": 17,
        "column": None,
        "hint": "guard it with fc.require",
        "trace": trace(),
    }
    return answer("error", exit_code, errors=[error])


def words(*numbers: int) -> bytes:
    """Numbers as the engine packs them."""
    return struct.pack(f"<{len(numbers)}I", *numbers)


def recorded() -> dict[str, Any]:
    """A graph of three states: 0 -> 1 (press), 0 -> 2 (break), 1 -> 0 (press); 2 has no edges."""
    columns = {
        "x": {"codes": words(0, 1, 0), "values": [3, 4]},
        "seen": {"codes": words(0, 0, 1), "values": [set(), {1}]},
    }
    return answer(
        states={"columns": columns, "depth": words(1, 2, 2)},
        graph={
            "src": words(0, 0, 1),
            "dst": words(1, 2, 0),
            "action": words(0, 1, 0),
            "initial": words(0),
            "questions": ["press", "break"],
        },
    )


class Token:
    """A stop token that remembers."""

    stopped = False

    def stop(self) -> None:
        self.stopped = True


class Engine:
    """An engine that knows its answer, and keeps what it was asked."""

    StopToken = Token

    def __init__(self, reply: Any) -> None:
        self.reply = reply
        self.options: dict[str, Any] = {}

    def explore(self, description: Any, options: Any, progress: Any, stop: Token) -> Any:
        self.options = dict(options)
        if isinstance(self.reply, BaseException):
            raise self.reply
        return self.reply(progress, stop) if callable(self.reply) else self.reply


def install(patch: Any, reply: Any) -> Engine:
    """Puts an engine with this reply in place; ``patch`` is called as ``setattr`` is."""
    from importlib import import_module

    module = import_module("fastcheck.check")

    engine = Engine(reply)
    description = SimpleNamespace(warnings=[], label=lambda before, after: None)
    patch(module, "_engine", lambda: engine)
    patch(module, "_describe", lambda model, constants, names, keep: description)
    return engine
