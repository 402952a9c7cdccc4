"""A result told in plain text: the sentences that the command line and ``repr`` share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .result import Counterexample, Result, Stats

BOUNDS = {
    "max_states": "the bound on the number of states was reached",
    "max_depth": "the bound on the depth was reached",
    "max_seconds": "the time limit was reached",
    "memory": "the memory limit was reached",
    "interrupted": "interrupted",
    "stopped": "stopped",
}

KINDS = {
    "action_property": "step property",
    "init_property": "property",
    "liveness": "temporal property",
}
"""How messages call the kinds of properties, where documents have another word."""


def headline(result: Result) -> str:
    """The verdict as one sentence."""
    if result.verdict == "violation":
        return describe(result.violation) if result.violation else "Violation."
    if result.verdict == "error":
        return f"Error: {result.errors[0].message}" if result.errors else "Error."
    if result.verdict == "incomplete":
        reason = BOUNDS.get(
            result.stop_reason or "", result.stop_reason or "not everything was explored"
        )
        return f"Incomplete: {reason}. {covered(result.stats)}"
    if result.language == "tla+" and result.stats.distinct == 0:
        if "initial" in result.details:
            return "No error found, but there is no state: nothing was checked."
        return "No error found in the assumptions. No behavior was given, so no state was explored."
    if result.stats.distinct == 1:
        return "No error found: the one distinct state was checked."
    return f"No error found: all {result.stats.distinct:,} distinct states were checked."


def describe(found: Counterexample | None) -> str:
    """A violation as one sentence."""
    if found is None:
        return ""
    last = found.trace[-1].number if found.trace else None
    if _of_type(found):
        return f"Violation: {found.message}{'' if last is None else f', after state {last}'}."
    where = f" in state {last}" if last is not None else ""
    if found.kind == "deadlock":
        text = f"Deadlock: no action is possible{where}."
    elif found.kind == "assertion":
        text = f"Assertion failed: {found.name}{where}."
    elif found.kind == "assumption":
        text = f"Assumption {found.name} is false."
    elif found.kind == "postcondition":
        text = f"Postcondition {found.name} is false."
    elif found.kind == "liveness":
        text = f"Temporal property {found.name} does not hold."
    elif found.kind == "action_property":
        before = f" from state {last - 1} to {last}" if last is not None and last > 1 else where
        text = f"Step property {found.name} does not hold{before}."
    else:
        kind = KINDS.get(found.kind, found.kind)
        text = f"{kind.capitalize()} {found.name} does not hold{where}."
    return f"Violation: {text[0].lower()}{text[1:]}" if found.kind != "deadlock" else text


def _of_type(found: Counterexample) -> bool:
    """Whether a value left the declared type of its variable; the message then says all."""
    typed = found.kind == "invariant" and found.name.startswith("type of ")
    return typed and bool(found.message)


def detail(found: Counterexample) -> str:
    """The message of a violation, unless the sentence that describes it says the same."""
    kind = KINDS.get(found.kind, found.kind)
    return (
        ""
        if _of_type(found) or found.message == f"{kind} {found.name} is violated"
        else found.message
    )


def covered(stats: Stats) -> str:
    """What an incomplete run did see."""
    return (
        f"Nothing wrong in the {counted(stats.distinct, 'distinct state')} seen,"
        f" to depth {stats.depth}; {counted(stats.left, 'state')} left to explore."
    )


def counted(number: int, noun: str) -> str:
    """``1 state``, ``2,000 states``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def checked(result: Result) -> str:
    """What was checked in every state that was seen."""
    names = [
        item.name if item.kind == "deadlock" else f"{KINDS.get(item.kind, item.kind)} {item.name}"
        for item in result.properties
    ]
    if result.language == "python":
        names.append("declared types")
    if not names and result.stats.distinct == 0:
        return "Checked: assumptions alone."
    return f"Checked: {', '.join(names) or 'that every state can be computed'}."


def statistics(stats: Stats) -> list[str]:
    """The numbers of a run, one group a line."""
    rate = stats.generated / stats.explore_seconds if stats.explore_seconds > 0 else 0.0
    speed = f", {rate:,.0f} states/s" if rate else ""
    return [
        f"{stats.generated:,} generated, {stats.distinct:,} distinct,"
        f" {stats.left:,} left, depth {stats.depth}",
        f"{stats.seconds:.2f} s{speed}, {counted(stats.workers, 'worker')},"
        f" {memory(stats.peak_memory_bytes)},"
        f" collision probability {stats.collision_probability:.1e}",
    ]


def memory(size: int) -> str:
    """A number of bytes in the largest decimal unit that keeps it above 1."""
    amount, unit = float(size), "B"
    for unit in ("B", "kB", "MB", "GB", "TB"):
        if amount < 1000 or unit == "TB":
            break
        amount /= 1000
    return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"


def _places(result: Result) -> list[str]:
    """Where the errors are and what to do about them; the headline is the first one's message."""
    lines = []
    for number, error in enumerate(result.errors if result.verdict == "error" else ()):
        lines += [f"Error: {error.message}"] if number else []
        if error.file:
            lines.append(f"  at {error.file}:{error.line}" if error.line else f"  in {error.file}")
        lines += [f"  hint: {error.hint}"] if error.hint else []
    return lines


def story(result: Result, *, full: bool = False) -> list[str]:
    """The whole result: verdict, message, trace, statistics, warnings."""
    lines = [headline(result), *_places(result)]
    if result.violation and detail(result.violation):
        lines.append(detail(result.violation))
    if result.trace:
        lines += ["", *result.trace.lines(full=full)]
    lines.append("")
    if result.verdict in ("ok", "incomplete"):
        lines.append(checked(result))
    lines += statistics(result.stats)
    lines += [f"warning: {text}" for text in result.warnings]
    return lines
