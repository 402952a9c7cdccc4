"""What a check found: the verdict, the counterexample, the numbers, the state graph on request."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from . import _story
from .errors import Error, NotRecorded
from .errors import Violation as ViolationError
from .graph import Graph, States, make_graph, make_states
from .trace import Trace, make_trace

if TYPE_CHECKING:
    from typing import Self

    from .decorators import Formula

R = TypeVar("R")
Verdict = Literal["ok", "violation", "error", "incomplete"]


@dataclass(frozen=True)
class Stats:
    """The numbers of a run.

    ``generated`` counts initial states and every successor found, ``distinct`` the different states
    among them, ``left`` those not yet expanded at the end, ``depth`` the levels (initial states are
    level 1). ``seconds`` is the whole run, ``explore_seconds`` the exploration alone,
    ``temporal_seconds`` what temporal properties took after it.
    ``collision_probability`` bounds the chance that two states had the same fingerprint, so that
    one of them was missed. ``digest`` (32 hexadecimal digits) depends on the set of distinct states
    alone: equal for any number of workers, and for two models of one system.
    """

    generated: int = 0
    distinct: int = 0
    left: int = 0
    depth: int = 0
    workers: int = 0
    seconds: float = 0.0
    explore_seconds: float = 0.0
    temporal_seconds: float = 0.0
    peak_memory_bytes: int = 0
    collision_probability: float = 0.0
    digest: str = ""


@dataclass(frozen=True)
class PropertyVerdict:
    """A property that was selected, and what became of it."""

    name: str
    kind: str
    verdict: str


@dataclass(frozen=True)
class ActionStats:
    """How often an action gave a successor, how many were new, and whether it was ever enabled."""

    name: str
    generated: int
    distinct: int
    enabled: bool
    location: str | None = None


@dataclass(frozen=True)
class Learning:
    """How often a question was asked, how often Python ran for it, and how it is answered now."""

    question: str
    asked: int
    evaluated: int
    mode: str


@dataclass(frozen=True)
class Note:
    """A further place that matters to an error, with a word about it."""

    message: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    module: str | None = None


@dataclass(frozen=True)
class ErrorReport:
    """An error with its place.

    ``line`` and ``column`` count from 1; ``end_line`` and ``end_column`` are those of its last
    character. ``excerpt`` is the line where it begins. ``notes`` are further places: for an
    evaluation of TLA+ the calls that led there, outermost first. ``question`` is the property
    that could not be evaluated.
    """

    code: str
    message: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    hint: str | None = None
    end_line: int | None = None
    end_column: int | None = None
    module: str | None = None
    excerpt: str | None = None
    notes: tuple[Note, ...] = ()
    question: str | None = None

    @classmethod
    def of(cls, error: Error) -> Self:
        """The report of an exception of fastcheck."""
        return cls(error.code, error.message, error.file, error.line, None, error.hint)

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> Self:
        """The report that the engine gave as a dict."""
        notes = tuple(Note(**_only(note, Note)) for note in raw.get("notes") or ())
        return cls(**{**_only(raw, cls), "notes": notes})


@dataclass(frozen=True)
class Counterexample:
    """A property that does not hold, and a shortest trace that shows it.

    ``kind`` is one of ``invariant``, ``action_property``, ``deadlock``, ``liveness``,
    ``assertion``; of a TLA+ specification also ``init_property``, ``assumption``,
    ``postcondition``. ``place`` is where an assertion, assumption or postcondition stands.
    """

    kind: str
    name: str
    message: str
    trace: Trace
    place: ErrorReport | None = None


@dataclass(frozen=True)
class Kept:
    """What answers temporal properties after a run: the recorded graph, and how formulas are put to
    it.
    """

    recorded: Any
    encode: Callable[[object], list[tuple[str, tuple[Any, ...]]]]


@dataclass(frozen=True, repr=False)
class Result:
    """The outcome of a check; ``ok`` only if all that was selected was checked in every state."""

    verdict: Verdict
    exit_code: int
    stop_reason: str | None = None
    violations: tuple[Counterexample, ...] = ()
    properties: tuple[PropertyVerdict, ...] = ()
    stats: Stats = field(default_factory=Stats)
    actions: tuple[ActionStats, ...] = ()
    warnings: tuple[str, ...] = ()
    errors: tuple[ErrorReport, ...] = ()
    learning: tuple[Learning, ...] = ()
    error_trace: Trace = field(default_factory=Trace)
    target: str | None = None
    config: str | None = None
    language: Literal["python", "tla+"] = "python"
    details: Mapping[str, Any] = field(default_factory=dict, compare=False)
    _states: States | None = field(default=None, compare=False)
    _graph: Graph | None = field(default=None, compare=False)
    _kept: Kept | None = field(default=None, compare=False)

    @property
    def ok(self) -> bool:
        """Whether the verdict is ``ok``: nothing violated, nothing left out."""
        return self.verdict == "ok"

    @property
    def violation(self) -> Counterexample | None:
        """The violation that is reported first; further ones only after ``continue_=True``."""
        return self.violations[0] if self.violations else None

    @property
    def trace(self) -> Trace:
        """The trace of the violation, or the one that led to an error, or an empty one."""
        return self.violation.trace if self.violation else self.error_trace

    @property
    def headline(self) -> str:
        """The verdict as one sentence."""
        return _story.headline(self)

    @property
    def states(self) -> States:
        """The reachable states, as columns; needs ``fc.check(..., states=True)``."""
        if self._states is None:
            raise NotRecorded(
                "the states were not recorded", hint="ask for them: fc.check(..., states=True)"
            )
        return self._states

    @property
    def graph(self) -> Graph:
        """The state graph; needs ``fc.check(..., graph=True)``."""
        if self._graph is None:
            raise NotRecorded(
                "the graph was not recorded", hint="ask for it: fc.check(..., graph=True)"
            )
        return self._graph

    def check(self, claim: str | Formula) -> Result:
        """The answer to one more temporal property, without exploring again: by name, or a formula
        over predicates that the model's temporal properties speak of, and its actions.

        Needs ``keep=True``. Where not everything was explored, the answer is a violation found in
        what was, or ``incomplete``.
        """
        if self._kept is None:
            raise NotRecorded(
                "the graph was not kept for more properties", hint="call check(..., keep=True)"
            )
        from .later import answer

        return answer(self, self._kept, claim)

    def raise_for_violation(self) -> Self:
        """Raises ``fastcheck.errors.Violation``, with the story as message, unless ``ok``."""
        if not self.ok:
            raise ViolationError(str(self), self)
        return self

    def to_json(self) -> dict[str, Any]:
        """The document that ``fastcheck check --json`` prints, schema ``fastcheck.result/1``."""
        from .export import result_document

        return result_document(self)

    def __repr__(self) -> str:
        return "\n".join(_story.story(self))

    def _repr_html_(self) -> str:
        from .export import result_html

        return result_html(self)


def make_result(raw: Mapping[str, Any], *, target: str | None = None) -> Result:
    """A result from the dict that the engine returns."""
    verdict = raw["verdict"]
    tla = raw.get("language") == "tla+"
    violations = tuple(_counterexample(entry, tla) for entry in raw["violations"])
    errors = tuple(map(ErrorReport.read, raw["errors"]))
    states = make_states(raw["states"]) if raw.get("states") else None
    graph = make_graph(raw["graph"], states) if raw.get("graph") else None
    return Result(
        verdict=cast("Verdict", verdict),
        exit_code=int(raw["exit_code"]),
        stop_reason=raw.get("stop_reason"),
        violations=violations,
        properties=_records(PropertyVerdict, raw["properties"]),
        stats=Stats(**_only(raw["stats"], Stats)),
        actions=_records(ActionStats, raw["actions"]),
        warnings=tuple(raw["warnings"]),
        errors=errors,
        learning=_records(Learning, raw["learning"]),
        error_trace=_error_trace(raw["errors"], tla),
        target=target,
        language="tla+" if tla else "python",
        details=raw.get("details") or {},
        _states=states,
        _graph=graph,
    )


def failure(
    errors: Sequence[ErrorReport],
    exit_code: int,
    *,
    target: str | None = None,
    config: str | None = None,
) -> Result:
    """The result of a check that did not come to explore anything."""
    return Result("error", exit_code, errors=tuple(errors), target=target, config=config)


def with_warnings(result: Result, warnings: Sequence[str]) -> Result:
    """The result with more warnings."""
    return replace(result, warnings=(*result.warnings, *warnings))


def _counterexample(raw: Mapping[str, Any], tla: bool) -> Counterexample:
    place = ErrorReport.read(raw["place"]) if raw.get("place") else None
    trace = make_trace(raw["trace"], tla=tla)
    return Counterexample(raw["kind"], raw["name"], raw.get("message") or "", trace, place)


def _error_trace(errors: Sequence[Mapping[str, Any]], tla: bool) -> Trace:
    traces = (entry["trace"] for entry in errors if entry.get("trace"))
    return next((make_trace(trace, tla=tla) for trace in traces), Trace())


def _only(raw: Mapping[str, Any], cls: type) -> dict[str, Any]:
    return {name: raw[name] for name in cls.__dataclass_fields__ if name in raw}  # type: ignore[attr-defined]


def _records(cls: type[R], raw: Sequence[Mapping[str, Any]]) -> tuple[R, ...]:
    return tuple(cls(**_only(entry, cls)) for entry in raw)
