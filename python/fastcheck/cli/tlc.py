"""``--tlc-output``: what TLC prints with ``-tool``, for the editors that read it.

Every message stands between a start and an end line with its code and class; the codes are TLC's.
What the specification prints, and the parser's report, stand between messages, as they are.
"""

from __future__ import annotations

import os
import platform
import time
from typing import TYPE_CHECKING, Any

from ..export import version
from ..pretty import pretty
from .output import write

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..result import Counterexample, ErrorReport, Note, Result
    from ..trace import State, Step, Trace

NONE, ERROR, WARNING, STATE = 0, 1, 3, 4
"""Classes of messages."""

VIOLATIONS = {
    "invariant": (2110, "Invariant {} is violated."),
    "action_property": (2112, "Action property {} is violated."),
    "deadlock": (2114, "Deadlock reached."),
    "liveness": (2116, "Temporal property {} was violated.\n"),
    "assertion": (2132, "{}"),
    "assumption": (2104, "Assumption {} is false."),
    "postcondition": (2404, "Postcondition {} is false."),
}
"""Code and text by the kind of violation."""
ASSERT = "The first argument of Assert evaluated to FALSE; the second argument was:"
INITIAL = {
    "invariant": (2107, "Invariant {} is violated by the initial state:\n{}"),
    "init_property": (2108, "Property {} is violated by the initial state:\n{}"),
}
"""The same where the initial state violates; the state is a part of the message."""


class Messages:
    """The messages of one run, in the order in which TLC prints them."""

    def __init__(self, *, coverage: bool) -> None:
        self._coverage = coverage
        self._started = time.monotonic()
        self._loaded = False
        self._initial = False

    def begin(self, workers: int | str, bits: int) -> None:
        """Who runs, how, and that the parser begins."""
        from ..check import processors

        number = processors() if workers == "auto" else int(workers)
        some = "" if number == 1 else "s"
        system = f"{platform.system()} {platform.release()} {platform.machine()}"
        self._message(2262, NONE, f"TLC2 Version of fastcheck {version()}")
        self._message(
            2187,
            NONE,
            f"Running breadth-first search Model-Checking with fp {bits} and seed 0 with {number}"
            f" worker{some} on {processors()} cores with 0MB heap and 0MB offheap memory"
            f" [pid: {os.getpid()}] ({system}, fastcheck {version()}).",
        )
        self._message(2220, NONE, "Starting SANY...")

    def event(self, kind: str, content: Any) -> None:
        """What happens while the specification is checked."""
        match kind:
            case "loaded":
                self._modules(content["modules"])
                self._parsed()
            case "exploring":
                for warning in content["warnings"]:
                    self._message(1000, WARNING, warning)
                self._message(2189, NONE, "Computing initial states...")
            case "initial":
                self._initially(content["generated"], content["distinct"])
            case "progress":
                self._progress(content)
            case "print":
                write(content)

    def end(self, result: Result) -> None:
        """The verdict, the trace, coverage and the numbers."""
        if not self._loaded:
            self._unparsed(result)
        elif result.stats.generated or result.violations or result.verdict != "error":
            self._explored(result)
        else:
            for error in result.errors:
                self._failure(error, result.error_trace)
        took = round((time.monotonic() - self._started) * 1000)
        self._message(2186, NONE, f"Finished in {took}ms at ({_now()})")

    # The parser.

    def _modules(self, modules: Sequence[Mapping[str, str]]) -> None:
        for module in modules:
            write(f"Parsing file {module['file']}")
        for module in reversed(modules):
            write(f"Semantic processing of module {module['name']}")

    def _parsed(self) -> None:
        self._loaded = True
        self._message(2219, NONE, "SANY finished.")
        self._message(2185, NONE, f"Starting... ({_now()})")

    def _unparsed(self, result: Result) -> None:
        """What could not be loaded: errors of modules as the parser has them, others after."""
        modules = result.details.get("modules") or []
        files = {module["file"]: module["name"] for module in modules}
        of_modules = [error for error in result.errors if result.exit_code == 150]
        for module in modules:
            write(f"Parsing file {module['file']}")
        for file in dict.fromkeys(error.file for error in of_modules):
            here = [error for error in of_modules if error.file == file]
            name = files.get(file or "") or _stem(file)
            write("\n".join(_parse_errors(here, file, name)))
        self._parsed()
        if of_modules:
            self._message(3002, ERROR, "Parsing or semantic analysis failed.")
        else:
            for error in result.errors:
                self._message(_config_code(error), ERROR, _with_hint(error))

    # Exploration.

    def _initially(self, generated: int, distinct: int) -> None:
        self._initial = True
        if generated == distinct:
            some = "" if distinct == 1 else "s"
            text = f"{distinct} distinct state{some} generated at {_now()}."
            self._message(2190, NONE, f"Finished computing initial states: {text}")
        else:
            some = "" if generated == 1 else "s"
            text = (
                f"{generated} state{some} generated, with {distinct} of them distinct at {_now()}."
            )
            self._message(2191, NONE, f"Finished computing initial states: {text}")

    def _progress(self, numbers: Mapping[str, Any], rates: str = "") -> None:
        generated, distinct, left = numbers["generated"], numbers["distinct"], numbers["left"]
        minutes = max(numbers["seconds"], 1e-6) / 60
        self._message(
            2200,
            NONE,
            f"Progress({numbers['depth']:,}) at {_now()}:"
            f" {generated:,} states generated ({generated / minutes:,.0f} s/min),"
            f" {distinct:,} distinct states found ({distinct / minutes:,.0f} ds/min),"
            f" {left:,} states left on queue.",
        )

    def _explored(self, result: Result) -> None:
        numbers = result.details.get("initial")
        initially = any(_in_initial_state(found) for found in result.violations)
        if numbers and not self._initial and not initially:
            self._initially(numbers["generated"], numbers["distinct"])
        decided = ("ok", "violated")
        temporal = any(
            item.kind == "liveness" and item.verdict in decided for item in result.properties
        )
        if temporal:
            self._temporal(result)
        for found in result.violations:
            self._violation(found)
        for error in result.errors:
            self._failure(error, result.error_trace)
        if temporal:
            self._message(2267, NONE, f"Finished checking temporal properties in 00s at {_now()}")
        if result.verdict == "ok":
            chance = f"val = {result.stats.collision_probability:.1E}"
            self._message(
                2193,
                NONE,
                "Model checking completed. No error has been found.\n"
                "  Estimates of the probability that fastcheck did not check all reachable states\n"
                "  because two distinct states had the same fingerprint:\n"
                f"  calculated (optimistic):  {chance}",
            )
        elif result.verdict == "incomplete":
            self._message(1000, ERROR, result.headline)
        if self._coverage:
            self._covered(result)
        quiet = initially or any(found.kind == "assumption" for found in result.violations)
        if not quiet and result.stats.generated:
            self._numbers(result)

    def _numbers(self, result: Result) -> None:
        stats = result.stats
        left = _queued(result)
        self._final_progress(result)
        self._message(
            2199,
            NONE,
            f"{stats.generated} states generated, {stats.distinct} distinct states found,"
            f" {left} states left on queue.",
        )
        depth = f"The depth of the complete state graph search is {stats.depth}."
        self._message(2194, NONE, depth)

    def _final_progress(self, result: Result) -> None:
        stats = result.stats
        self._progress(
            {
                "generated": stats.generated,
                "distinct": stats.distinct,
                "left": _queued(result),
                "depth": stats.depth,
                "seconds": stats.explore_seconds,
            }
        )

    def _temporal(self, result: Result) -> None:
        self._final_progress(result)
        self._message(
            2192,
            NONE,
            "Checking temporal properties for the complete state space with"
            f" {result.stats.distinct} total distinct states at ({_now()})",
        )

    def _covered(self, result: Result) -> None:
        self._message(2201, NONE, f"The coverage statistics at {_now()}")
        for action in result.actions:
            code = 2773 if action.name == "Init" else 2772
            name = f"<{action.name} {action.location}>" if action.location else action.name
            self._message(code, NONE, f"{name}: {action.distinct}:{action.generated}")
        self._message(2202, NONE, "End of statistics.")

    # What was found.

    def _violation(self, found: Counterexample) -> None:
        if _in_initial_state(found):
            code, text = INITIAL[found.kind]
            state = _state(found.trace[0].state)
            self._message(code, ERROR, text.format(found.name, state))
            return
        code, text = VIOLATIONS[found.kind]
        if found.kind == "assertion" and found.place is not None and found.place.question:
            code, text = 2111, f"Evaluating invariant {found.place.question} failed.\n{text}"
        self._message(code, ERROR, text.replace("{}", _subject(found)))
        if not found.trace:
            return
        if found.kind == "liveness":
            self._message(2264, ERROR, "The following behavior constitutes a counter-example:\n")
        else:
            self._message(2121, ERROR, "The behavior up to this point is:")
        self._trace(found.trace)
        if found.place is not None:
            self._nested(found.place)

    def _failure(self, error: ErrorReport, trace: Trace) -> None:
        """An evaluation that failed, and the calls that led there."""
        place = f"\n{_range(error)}" if error.line else ""
        text = f"{error.message}{place}"
        if error.question is not None:
            self._message(2111, ERROR, f"Evaluating invariant {error.question} failed.\n{text}")
        else:
            self._message(1000, ERROR, text)
        if trace:
            self._message(2121, ERROR, "The behavior up to this point is:")
            self._trace(trace)
        self._nested(error)

    def _nested(self, error: ErrorReport) -> None:
        if not error.notes:
            return
        lines = [f"{at}. {_position(note)}" for at, note in enumerate(error.notes)]
        head = (
            "The error occurred when TLC was evaluating the nested\n"
            "expressions at the following positions:\n"
        )
        self._message(2103, ERROR, head + "\n".join(lines) + "\n\n")

    def _trace(self, trace: Trace) -> None:
        for step in trace:
            self._message(2217, STATE, f"{step.number}: {_action(step)}\n{_state(step.state)}")
        if trace.loop_start is None:
            return
        if trace.loop_start == trace[-1].number and trace.back is None:
            self._message(2218, STATE, f"{trace[-1].number + 1}: Stuttering")
        else:
            back = f": <{trace.back} {trace.back_location}>" if trace.back else ""
            self._message(2122, STATE, f"{trace.loop_start}: Back to state{back}\n")

    def _message(self, code: int, kind: int, text: str) -> None:
        write(f"@!@!@STARTMSG {code}:{kind} @!@!@\n{text}\n@!@!@ENDMSG {code} @!@!@")


def _now() -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S")


def _in_initial_state(found: Counterexample) -> bool:
    return found.kind in INITIAL and len(found.trace) == 1


def _queued(result: Result) -> int:
    """States left on TLC's queue, where a state that violates something never comes."""
    found = result.violation
    invariant = found is not None and (
        found.kind in ("invariant", "action_property")
        or (found.place is not None and found.place.question is not None)
    )
    return max(0, result.stats.left - invariant)


def _subject(found: Counterexample) -> str:
    """What the text of a violation names."""
    if found.kind == "assertion":
        return f"{ASSERT}\n{found.message}"
    if found.kind == "postcondition" and found.place is not None:
        return f"{found.name} at {_range(found.place)}"
    return found.name


def _action(step: Step) -> str:
    if step.location is None:
        return "<Initial predicate>"
    return f"<{step.action} {step.location}>"


def _state(state: State) -> str:
    """The variables as TLC prints them: a conjunction, unless there is only one."""
    bullet = "/\\ " if len(state) > 1 else ""
    return "".join(f"{bullet}{name} = {pretty(value)}\n" for name, value in state.items())


def _range(error: ErrorReport | Note) -> str:
    """A place as the parser writes it."""
    return (
        f"line {error.line}, col {error.column} to line {error.end_line or error.line},"
        f" col {error.end_column or error.column} of module {error.module or _stem(error.file)}"
    )


def _position(note: Note) -> str:
    return (
        f"Line {note.line}, column {note.column} to line {note.end_line or note.line},"
        f" column {note.end_column or note.column} in {note.module or _stem(note.file)}"
    )


def _stem(file: str | None) -> str:
    return os.path.splitext(os.path.basename(file or ""))[0]


def _with_hint(error: ErrorReport) -> str:
    place = f"\n{error.file}, line {error.line}, col {error.column}" if error.line else ""
    return f"{error.message}{place}{chr(10) + error.hint if error.hint else ''}"


def _parse_errors(errors: Sequence[ErrorReport], file: str | None, name: str) -> list[str]:
    """The errors of one module as the reference parser reports them."""
    if any(error.code.startswith("FC10") for error in errors):
        lines = []
        for error in errors:
            lines += ["***Parse Error***", _message_of(error)]
            lines += [f"Encountered at line {error.line}, column {error.column} of module {name}"]
            lines += ["", "Residual stack trace follows:", f"Module {name}.", ""]
        return lines
    placed = [error for error in errors if error.line]
    lines = [f"Semantic processing of module {name}"] if file else []
    if placed:
        lines += ["Semantic errors:", "", f"*** Errors: {len(placed)}", ""]
        for error in placed:
            lines += [_range(error), "", _message_of(error), "", ""]
    for error in errors:
        if not error.line:
            lines += [f"Fatal errors while parsing TLA+ spec in file {name}", ""]
            lines += [_message_of(error), "", "*** Errors: 1", "", _message_of(error), ""]
    return lines


def _message_of(error: ErrorReport) -> str:
    return f"{error.message}\n{error.hint}" if error.hint else error.message


CONFIG_CODES = {
    "FC1301": 5002,
    "FC1302": 5004,
    "FC1303": 2226,
    "FC1304": 2229,
    "FC1305": 2228,
    "FC1306": 2227,
    "FC1307": 2245,
    "FC1311": 2146,
    "FC1312": 2232,
    "FC1322": 2301,
    "FC1324": 2240,
    "FC1325": 2272,
    "FC1326": 2237,
    "FC1327": 2231,
    "FC1328": 2222,
}
"""TLC's codes for errors of the configuration, where it has one of the same meaning."""


def _config_code(error: ErrorReport) -> int:
    return CONFIG_CODES.get(error.code, 1000)
