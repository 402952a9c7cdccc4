"""The engines: how each is started for a benchmark, and how its counts are read."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from .definitions import REPOSITORY, Definition, Specification
from .measure import Measurement

# In what TLC prints first: its own version, and the Java it runs on.
TLC_VERSIONS = {"TLC": r"TLC2 Version (\S+)", "Java": r", ([^,()]*\d) \S+, MSB"}


@dataclass(frozen=True)
class Report:
    """What an engine says of its own run; None where it does not say."""

    generated: int | None
    distinct: int
    depth: int | None
    seconds: float | None = None
    peak_memory: int | None = None
    versions: dict[str, str] = field(default_factory=dict)


class Engine(Protocol):
    """A program that is measured."""

    @property
    def name(self) -> str:
        """The name in results and tables."""

    def command(self, definition: Definition, scratch: Path) -> list[str] | None:
        """The command line, None if this engine has no such benchmark; files go to `scratch`."""

    def report(self, output: Measurement) -> Report:
        """The counts; `ValueError` if there are none."""


@dataclass(frozen=True)
class Fastcheck:
    """`fastcheck check`, learning or not, with some number of workers."""

    prefix: tuple[str, ...]
    workers: int
    learn: bool = True
    examples: Path | None = None

    @property
    def name(self) -> str:
        """The name in results and tables."""
        return f"fastcheck{'' if self.learn else ' --no-learn'}, {count(self.workers, 'worker')}"

    def command(self, definition: Definition, scratch: Path) -> list[str] | None:
        """The command line, None if there is no such benchmark."""
        if not self.learn and not definition.no_learn:
            return None
        target = self._target(definition)
        if target is None:
            return None
        constants = [f"-D{name}={value}" for name, value in definition.constants]
        return [
            *self.prefix,
            "check",
            *target,
            *constants,
            *definition.options,
            f"--workers={self.workers}",
            *([] if self.learn else ["--no-learn"]),
            "--json",
        ]

    def _target(self, definition: Definition) -> list[str] | None:
        if definition.model is not None:
            return [str(REPOSITORY / definition.model)]
        public = definition.specification
        if public is None or self.examples is None:
            return None
        config = ["-c", str(self.examples / public.config)]
        return [str(self.examples / public.spec), *config, *_deadlock(public, "--no-deadlock")]

    def report(self, output: Measurement) -> Report:
        """The counts; `ValueError` if there are none."""
        return _of_json(json.loads(output.stdout)["stats"])


@dataclass(frozen=True)
class Floor:
    """The hand-written explorers."""

    program: Path

    @property
    def name(self) -> str:
        """The name in results and tables."""
        return "floor"

    def command(self, definition: Definition, scratch: Path) -> list[str] | None:
        """The command line, None if there is no such benchmark."""
        if definition.floor is None:
            return None
        return [str(self.program), *definition.floor.arguments]

    def report(self, output: Measurement) -> Report:
        """The counts; `ValueError` if there are none."""
        return _of_json(json.loads(output.stdout))


@dataclass(frozen=True)
class Tlc:
    """TLC with one worker. `prefix` starts it; `examples` holds the public specifications."""

    prefix: tuple[str, ...]
    examples: Path | None

    @property
    def name(self) -> str:
        """The name in results and tables."""
        return "TLC, 1 worker"

    def command(self, definition: Definition, scratch: Path) -> list[str] | None:
        """The command line, None if there is no such benchmark."""
        options = ["-workers", "1", "-noGenerateSpecTE", "-metadir", str(scratch / "meta")]
        public = definition.specification
        if public is not None and self.examples is not None:
            options += [*_deadlock(public, "-deadlock"), "-config"]
            files = [str(self.examples / public.config), str(self.examples / public.spec)]
            return [*self.prefix, *options, *files]
        if definition.tlc is None:
            return None
        spec = REPOSITORY / (definition.tlc.own_spec or "")
        if definition.tlc.spec is not None:
            if self.examples is None:
                return None
            spec = self.examples / definition.tlc.spec
        config = scratch / "bench.cfg"
        config.write_text(definition.tlc.config, encoding="utf-8")
        return [*self.prefix, *options, "-config", str(config), str(spec)]

    def report(self, output: Measurement) -> Report:
        """The counts; `ValueError` if there are none."""
        counts = re.findall(
            r"^(\d+) states generated, (\d+) distinct states found", output.stdout, re.MULTILINE
        )
        depth = re.search(r"depth of the complete state graph search is (\d+)", output.stdout)
        if not counts:
            raise ValueError("no counts in TLC's output")
        generated, distinct = map(int, counts[-1])
        return Report(
            generated,
            distinct,
            int(depth[1]) if depth else None,
            versions={
                name: found[1]
                for name, pattern in TLC_VERSIONS.items()
                if (found := re.search(pattern, output.stdout))
            },
        )


@dataclass(frozen=True)
class Stateright:
    """Examples of stateright, built for release. They search depth first, on all cores, and count
    the states generated in another way: only the distinct states are compared.
    """

    folder: Path

    @property
    def name(self) -> str:
        """The name in results and tables."""
        return "stateright, all cores"

    def command(self, definition: Definition, scratch: Path) -> list[str] | None:
        """The command line, None if there is no such benchmark."""
        if definition.stateright is None:
            return None
        program = self.folder / "target" / "release" / "examples" / definition.stateright.example
        return [str(program), *definition.stateright.arguments]

    def report(self, output: Measurement) -> Report:
        """The counts; `ValueError` if there are none."""
        done = re.search(r"^Done\..*unique=(\d+)", output.stdout, re.MULTILINE)
        if done is None:
            raise ValueError("no counts in stateright's output")
        return Report(None, int(done[1]), None)


def count(number: int, thing: str) -> str:
    """`1 worker`, `2 workers`."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def difference(definition: Definition, output: Measurement, report: Report) -> str | None:
    """What is not as expected, None if nothing."""
    expected = definition.expected
    pairs = [
        ("generated", report.generated, expected.generated),
        ("distinct", report.distinct, expected.distinct),
        ("depth", report.depth, expected.depth),
    ]
    wrong = [
        f"{name} {found}, expected {wanted}"
        for name, found, wanted in pairs
        if found is not None and found != wanted
    ]
    if output.exit_code != expected.exit_code:
        wrong.append(f"exit code {output.exit_code}, expected {expected.exit_code}")
    return "; ".join(wrong) or None


def _deadlock(public: Specification, option: str) -> list[str]:
    """The option that says not to look for deadlocks, where it is wanted."""
    return [] if public.deadlock else [option]


def _of_json(stats: dict[str, float | None]) -> Report:
    memory = stats["peak_memory_bytes"]
    return Report(
        generated=int(stats["generated"] or 0),
        distinct=int(stats["distinct"] or 0),
        depth=int(stats["depth"] or 0),
        seconds=stats["seconds"],
        peak_memory=None if memory is None else int(memory),
    )
