"""``check`` and ``Run``: from a model and options to a :class:`Result`."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from contextvars import Context, copy_context
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from typing import Any, Literal

from .errors import Error, SpecError, TemporalUnsupported
from .progress import Listener, adapter
from .result import ErrorReport, Kept, Result, failure, make_result, with_warnings

UNITS = {"": 1, "K": 1000, "M": 1000**2, "G": 1000**3, "T": 1000**4}
Events = Callable[[str, Any], None]
"""Called with what happens while a specification is checked: a kind and its content."""
BINARY = {"K": 1024, "M": 1024**2, "G": 1024**3, "T": 1024**4}


@dataclass(frozen=True)
class Options:
    """How to explore; :func:`check` explains the names."""

    workers: int
    deadlock: bool | None = None
    max_states: int | None = None
    max_depth: int | None = None
    max_seconds: float | None = None
    memory: int | None = None
    continue_: bool = False
    fingerprint: Literal[64, 128] = 64
    learn: bool = True
    states: bool = False
    graph: bool = False
    keep: bool = False

    def __post_init__(self) -> None:
        for name, least in (("workers", 1), ("max_states", 1), ("max_depth", 1), ("memory", 1)):
            value = getattr(self, name)
            if value is not None and (type(value) is not int or value < least):
                raise ValueError(f"{name} is a whole number from {least}, not {value!r}")
        seconds = self.max_seconds
        if seconds is not None and not (isinstance(seconds, int | float) and seconds > 0):
            raise ValueError(f"max_seconds is a positive number, not {seconds!r}")
        if self.fingerprint not in (64, 128):
            raise ValueError(f"fingerprint is 64 or 128, not {self.fingerprint!r}")


def check(
    model: Any,
    constants: Mapping[Any, object] | None = None,
    *,
    config: str | os.PathLike[str] | None = None,
    library: Iterable[str | os.PathLike[str]] = (),
    workers: int | Literal["auto"] = "auto",
    invariants: Iterable[str] | None = None,
    properties: Iterable[str] | None = None,
    deadlock: bool | None = None,
    max_states: int | None = None,
    max_depth: int | None = None,
    max_seconds: float | None = None,
    memory: int | str | None = None,
    continue_: bool = False,
    fingerprint: Literal[64, 128] = 64,
    learn: bool = True,
    states: bool = False,
    graph: bool = False,
    keep: bool = False,
    progress: Listener | None = None,
) -> Result:
    """Explores every reachable state of ``model`` and checks its properties there.

    ``model`` is a subclass of ``Model``, an opaque model, or a TLA+ specification: the path of a
    ``.tla`` file, or what :func:`fastcheck.spec` made. ``constants`` gives its constants by name
    and its sorts by class or name; for TLA+, values as in :mod:`fastcheck.values`. ``config`` and
    ``library`` are for the path of a specification: see :func:`fastcheck.spec`. With
    ``invariants`` or ``properties`` only the named ones are checked. ``deadlock`` says whether a
    state without successors is a violation: as a rule it is; the configuration of a specification
    may say otherwise.

    ``max_states``, ``max_depth`` (levels), ``max_seconds`` and ``memory`` (bytes, or as in
    ``"8GB"``, ``"1GiB"``, ``"50%"``) bound the run: one that reaches a bound is ``incomplete``,
    never ``ok``. ``continue_`` goes on after a violation. ``fingerprint`` is the
    number of bits that tell states apart. ``learn=False`` runs the model's Python for every state.
    ``states`` and ``graph`` record what ``Result.states`` and ``Result.graph`` show; ``keep``
    records both, and what ``Result.check`` needs to answer more temporal properties. ``progress``
    is called a few times a second.

    What is wrong with the model or the arguments before the first state raises an
    :class:`~fastcheck.errors.Error`; what is found while exploring is in the result.
    """
    arguments = dict(locals())
    return Run(**arguments).result()


class Run:
    """One check, to be started, watched and stopped; the arguments are those of :func:`check`.

    ``start`` explores in a thread of its own, ``result`` waits for the end. Without ``start``,
    ``result`` explores in the calling thread, where Ctrl-C ends the run with what is known.
    """

    def __init__(
        self,
        model: Any,
        constants: Mapping[Any, object] | None = None,
        *,
        config: str | os.PathLike[str] | None = None,
        library: Iterable[str | os.PathLike[str]] = (),
        workers: int | Literal["auto"] = "auto",
        invariants: Iterable[str] | None = None,
        properties: Iterable[str] | None = None,
        memory: int | str | None = None,
        progress: Listener | None = None,
        events: Events | None = None,
        **options: Any,
    ) -> None:
        for name in options.keys() - Options.__dataclass_fields__.keys():
            raise TypeError(f"fc.check and fc.Run have no option {name}")
        if options.get("keep"):
            options |= {"states": True, "graph": True}
        self._options = Options(
            workers=processors() if workers == "auto" else workers,
            memory=parse_memory(memory) if isinstance(memory, str) else memory,
            **options,
        )
        model = _specification(model, config, library)
        self._target = name_of(model)
        self._progress = progress
        self._events = events
        self._engine = _engine()
        self._stop = self._engine.StopToken()
        self._thread: threading.Thread | None = None
        self._ended = threading.Event()
        self._result: Result | None = None
        self._failure: BaseException | None = None
        self._request: dict[str, Any] | None = None
        names = _names(invariants, properties)
        if isinstance(model, str | os.PathLike):
            raise TypeError(f"{model!r} is no TLA+ specification: its name must end in .tla")
        if is_spec(model):
            from .spec import request

            self._request = request(model, constants, invariants, properties)
            return
        try:
            self._description = _describe(model, constants, names, self._options.keep)
        except TemporalUnsupported as error:
            self._result = _refused(error, self._target)

    def start(self) -> Run:
        """Starts to explore in a thread of its own. Returns the run."""
        if self._thread is not None:
            raise RuntimeError("the run has already been started")
        if self._result is not None:
            return self
        context = copy_context()
        self._thread = threading.Thread(
            target=self._in_thread, args=(context,), name="fastcheck", daemon=True
        )
        self._thread.start()
        return self

    def stop(self) -> None:
        """Ends the run soon, from any thread; its result is then ``incomplete``."""
        self._stop.stop()

    @property
    def done(self) -> bool:
        """Whether the result is there."""
        return self._result is not None or self._failure is not None

    def result(self) -> Result:
        """Waits for the end of the run; Ctrl-C while waiting stops it."""
        if self._thread is not None:
            self._wait()
        elif self._result is None:
            self._result = self._explore()
        if self._failure is not None:
            raise self._failure
        assert self._result is not None
        return self._result

    def _wait(self) -> None:
        # An event, because an interrupted Thread.join forgets that the thread goes on.
        try:
            self._ended.wait()
        except KeyboardInterrupt:
            self.stop()
            self._ended.wait()
            if self._result is not None and self._result.stop_reason == "stopped":
                self._result = replace(self._result, stop_reason="interrupted", exit_code=130)

    def _in_thread(self, context: Context) -> None:
        try:
            self._result = context.run(self._explore)
        except BaseException as failure:
            self._failure = failure
        finally:
            self._ended.set()

    def _explore(self) -> Result:
        if self._request is not None:
            return self._check_specification(self._request)
        raw = self._engine.explore(
            self._description, asdict(self._options), adapter(self._progress), self._stop
        )
        _relabel(raw, self._description)
        result = make_result(raw, target=self._target)
        if raw.get("recorded") is not None:
            kept = Kept(raw["recorded"], self._description.later)
            result = replace(result, _kept=kept)
        return with_warnings(result, self._description.warnings)

    def _check_specification(self, request: dict[str, Any]) -> Result:
        from .spec import refused

        listener = self._events or _printer(adapter(self._progress))
        raw = self._engine.check_specification(request, asdict(self._options), listener, self._stop)
        if raw["refused"]:
            raise refused(raw)
        result = make_result(raw, target=self._target)
        return replace(result, config=request["config"])


def _printer(progress: Callable[[Mapping[str, int | float]], None] | None) -> Events:
    """What is done with the events of a specification: what it prints goes to standard output."""

    def listen(kind: str, content: Any) -> None:
        if kind == "print":
            print(content)
        elif kind == "progress" and progress is not None:
            progress(content)

    return listen


def is_spec(model: Any) -> bool:
    """Whether it is a TLA+ specification; does not import what Python models do not need."""
    return type(model).__module__ == f"{__package__}.spec"


def _specification(
    model: Any,
    config: str | os.PathLike[str] | None,
    library: Iterable[str | os.PathLike[str]],
) -> Any:
    """The specification, if ``model`` is the path of one."""
    folders = list(library)
    if isinstance(model, str | os.PathLike) and os.fspath(model).endswith(".tla"):
        from .spec import spec

        return spec(model, config=config, library=folders)
    if config is not None or folders:
        raise TypeError("config and library are for the path of a TLA+ specification")
    return model


def name_of(model: Any) -> str:
    """The name of a model for reports."""
    return str(getattr(model, "__name__", None) or getattr(model, "name", None) or model)


def processors() -> int:
    """The number of processors that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def parse_memory(text: str) -> int:
    """Bytes, from ``300MB``, ``8G``, ``1GiB`` or ``50%`` of the machine's; else ``ValueError``."""
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(?:(%)|([KMGT]?)(I?)B?)\s*", text.upper())
    if match is None or (match[4] and not match[3]):
        raise ValueError(f"{text!r} is not an amount of memory: write 300MB, 8GB, 1GiB or 50%")
    number = float(match[1])
    if match[2]:
        if not 0 < number <= 100:
            raise ValueError(f"{text!r} is not between 0% and 100% of the memory")
        return int(physical_memory() * number / 100)
    size = int(number * (BINARY[match[3]] if match[4] else UNITS[match[3]]))
    if size < 1:
        raise ValueError(f"{text!r} is no memory at all")
    return size


def physical_memory() -> int:
    """The memory of the machine in bytes."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError) as error:
        raise ValueError(
            "the memory of this machine is not known: give a size, as in 8GB"
        ) from error


def _names(
    invariants: Iterable[str] | None, properties: Iterable[str] | None
) -> tuple[str, ...] | None:
    """The selected properties by name; None if there was no selection."""
    if invariants is None and properties is None:
        return None
    for names in (invariants, properties):
        if isinstance(names, str):
            raise TypeError(f"properties are selected by a list of names, as in [{names!r}]")
    return (*(invariants or ()), *(properties or ()))


def _refused(error: TemporalUnsupported, target: str) -> Result:
    """The result of a check that selected a temporal property: an error, never ok."""
    return failure([ErrorReport.of(error)], exit_code(error), target=target)


def _relabel(raw: dict[str, Any], description: Any) -> None:
    """Names the steps of traces where the model itself knows better: opaque models with labels."""
    holders = [*raw["violations"], *raw["errors"]]
    for trace in (entry["trace"] for entry in holders if entry.get("trace")):
        states = trace["states"]
        for before, after in pairwise(states):
            label = description.label(before["values"].get("state"), after["values"].get("state"))
            if label is not None:
                after["action"] = label


def exit_code(error: Error) -> int:
    """The exit code of the command line for an error that ended a check before its first state."""
    if isinstance(error, SpecError):
        return error.exit_code
    family = error.code[:4]
    return {"FC00": 2, "FC01": 150, "FC02": 151, "FC03": 150, "FC04": 75, "FC06": 77}.get(
        family, 153
    )


def _describe(
    model: Any,
    constants: Mapping[Any, object] | None,
    names: tuple[str, ...] | None,
    keep: bool,
) -> Any:
    from ._system import prepare

    return prepare(model, constants, names, keep=keep)


def _engine() -> Any:
    from . import _native

    return _native
