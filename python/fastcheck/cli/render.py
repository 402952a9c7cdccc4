"""A result as text for people: the verdict, the trace, the numbers, tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from .. import _story
from .diagnostics import details
from .diagnostics import render as render_error

if TYPE_CHECKING:
    from ..result import Counterexample, Result
    from ..trace import Trace

COLOURS = {"ok": "green", "violation": "red", "error": "red", "incomplete": "yellow"}
ROWS = 20
"""How many questions a profile shows."""


def verdict(result: Result) -> str:
    """The verdict line, then the message of the violation, or every error with its place."""
    if result.verdict == "error" and result.errors:
        return "\n\n".join(render_error(error) for error in result.errors)
    line = click.style(result.headline, fg=COLOURS[result.verdict], bold=True)
    found = result.violation
    if found is None:
        return line
    message = _story.detail(found)
    place = details(found.place) if found.place is not None and found.place.line else []
    return "\n".join([line, *([message] if message else []), *place])


def trace(result: Result, *, full: bool = False) -> str:
    """The trace of the violation or error, then those of further violations."""
    parts = [_steps(result.trace, full=full)] if result.trace else []
    parts += [_further(found, full=full) for found in result.violations[1:]]
    return "\n\n".join(parts)


def _further(found: Counterexample, *, full: bool) -> str:
    head = click.style(_story.describe(found), fg="red", bold=True)
    message = _story.detail(found)
    return "\n".join([head, *([message] if message else []), "", _steps(found.trace, full=full)])


def _steps(steps: Trace, *, full: bool) -> str:
    blocks = []
    for step in steps:
        head, *rest = step.lines(full=full)
        blocks.append("\n".join([click.style(head, bold=True), *rest]))
    ending = steps.ending()
    if ending:
        head, *rest = ending
        blocks.append("\n".join([click.style(head, bold=True), *rest]))
    return "\n".join(blocks)


def numbers(result: Result) -> str:
    """What was checked and the statistics of the run; nothing if it never began to explore."""
    if not result.stats.generated and result.verdict == "error":
        return ""
    clean = result.verdict in ("ok", "incomplete")
    head = [_story.checked(result)] if clean else []
    return "\n".join([*head, *_story.statistics(result.stats)])


def coverage(result: Result) -> str:
    """How often every action happened."""
    rows = [
        (item.name, f"{item.generated:,}", f"{item.distinct:,}", "yes" if item.enabled else "never")
        for item in result.actions
    ]
    return table(("action", "generated", "distinct", "enabled"), rows)


def profile(result: Result) -> str:
    """The questions for which the model's Python ran most often."""
    ranked = sorted(result.learning, key=lambda item: item.evaluated, reverse=True)
    rows = [
        (
            item.question,
            f"{item.asked:,}",
            f"{item.evaluated:,}",
            _share(item.evaluated, item.asked),
            item.mode,
        )
        for item in ranked[:ROWS]
    ]
    text = table(("question", "asked", "evaluated", "share", "mode"), rows)
    rest = len(ranked) - len(rows)
    return (
        f"{text}\n... and {_story.counted(rest, 'question')} evaluated less often"
        if rest > 0
        else text
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2%}" if whole else "-"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns under their heads: the first to the left, numbers to the right."""
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]

    def line(row: Sequence[str]) -> str:
        cells = [
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        return "  ".join(cells).rstrip()

    return "\n".join([click.style(line(head), bold=True), *map(line, rows)])
