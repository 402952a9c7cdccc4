"""Results: raw runs, what follows from them, files."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

SCHEMA = "fastcheck.bench/1"
# With fewer states than this, memory per state says nothing.
ENOUGH_STATES = 10_000


@dataclass(frozen=True)
class Run:
    """One process. Times in seconds, memory in bytes; what is reported is the engine's own view,
    None where it has none. `peak_memory` is what counts: `peak_rss`, or what is reported where the
    runner's own memory hides it, or None where nobody knows.
    """

    benchmark: str
    engine: str
    round: int
    wall: float
    user: float
    system: float
    peak_rss: int
    peak_memory: int | None
    generated: int | None
    distinct: int
    depth: int | None
    reported_seconds: float | None
    reported_peak_memory: int | None


@dataclass(frozen=True)
class Failure:
    """A process that did not do what it should: it took too long, failed, or counted otherwise."""

    benchmark: str
    engine: str
    round: int
    message: str


@dataclass(frozen=True)
class Row:
    """One engine on one benchmark. Ratios are of medians of the same session; None where the
    other side is missing or there are too few states.
    """

    benchmark: str
    engine: str
    runs: int
    wall_median: float
    wall_min: float
    cpu_median: float
    cpu_min: float
    peak_memory: int | None
    bytes_per_state: float | None
    wall_over_floor: float | None
    cpu_over_floor: float | None
    tlc_over_wall: float | None
    tlc_over_cpu: float | None


@dataclass
class Session:
    """Everything of one call of the runner; `started` is in UTC."""

    started: str
    machine: dict[str, str | int]
    commit: dict[str, str | bool | None]
    versions: dict[str, str | None]
    rounds: int
    smallest_peak: int
    baseline: str
    titles: dict[str, str]
    runs: list[Run] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    def summary(self) -> list[Row]:
        """The rows, by benchmark and engine in the order of the first runs."""
        groups: dict[tuple[str, str], list[Run]] = defaultdict(list)
        for run in self.runs:
            groups[run.benchmark, run.engine].append(run)
        return [self._row(runs, groups) for runs in groups.values()]

    def to_json(self) -> dict[str, Any]:
        """The document that is stored: raw runs and, for reading, the summary."""
        return {
            "schema": SCHEMA,
            **asdict(self),
            "summary": [asdict(row) for row in self.summary()],
        }

    def _row(self, runs: Sequence[Run], groups: dict[tuple[str, str], list[Run]]) -> Row:
        first = runs[0]
        floor = groups.get((first.benchmark, "floor"), [])
        tlc = groups.get((first.benchmark, "TLC, 1 worker"), [])
        start = groups.get((self.baseline, first.engine), [])
        return Row(
            benchmark=first.benchmark,
            engine=first.engine,
            runs=len(runs),
            wall_median=wall(runs),
            wall_min=min(run.wall for run in runs),
            cpu_median=cpu(runs),
            cpu_min=min(run.user + run.system for run in runs),
            peak_memory=memory(runs),
            bytes_per_state=_per_state(memory(runs), memory(start), first.distinct),
            wall_over_floor=wall(runs) / wall(floor) if floor else None,
            cpu_over_floor=_ratio(cpu(runs), cpu(floor)) if floor else None,
            tlc_over_wall=wall(tlc) / wall(runs) if tlc else None,
            tlc_over_cpu=_ratio(cpu(tlc), cpu(runs)) if tlc else None,
        )


def wall(runs: Iterable[Run]) -> float:
    """The median wall time."""
    return median(run.wall for run in runs)


def cpu(runs: Iterable[Run]) -> float:
    """The median CPU time, user and system."""
    return median(run.user + run.system for run in runs)


def memory(runs: Iterable[Run]) -> int | None:
    """The median peak memory, None if it is not known."""
    known = [run.peak_memory for run in runs if run.peak_memory is not None]
    return int(median(known)) if known else None


def save(session: Session, path: Path) -> None:
    """Writes a session; the folder is made if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(session.to_json(), indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> Session:
    """A stored session; `ValueError` if it is of another format."""
    document = json.loads(path.read_text(encoding="utf-8"))
    if document.pop("schema", None) != SCHEMA:
        raise ValueError(f"{path}: not a result of this suite ({SCHEMA})")
    del document["summary"]
    document["runs"] = [Run(**run) for run in document["runs"]]
    document["failures"] = [Failure(**failure) for failure in document["failures"]]
    return Session(**document)


def _per_state(peak: int | None, start: int | None, distinct: int) -> float | None:
    if peak is None or start is None or distinct < ENOUGH_STATES:
        return None
    return (peak - start) / distinct


def _ratio(one: float, other: float) -> float | None:
    return one / other if other > 0 else None
