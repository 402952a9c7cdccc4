"""Benchmarks as data: one TOML file each, with the counts that must come out."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BENCHES = Path(__file__).resolve().parent.parent
REPOSITORY = BENCHES.parent


@dataclass(frozen=True)
class Expected:
    """What every engine must report; `exit_code` is that of fastcheck and TLC."""

    generated: int
    distinct: int
    depth: int
    exit_code: int = 0


@dataclass(frozen=True)
class Floor:
    """Arguments of the `floor` program."""

    arguments: tuple[str, ...]


@dataclass(frozen=True)
class Tlc:
    """A specification and the text of its configuration: `spec` is a path below the TLA+
    examples, `own_spec` one below the repository; exactly one of them is given.
    """

    config: str
    spec: str | None = None
    own_spec: str | None = None

    def __post_init__(self) -> None:
        if (self.spec is None) == (self.own_spec is None):
            raise ValueError("tlc: either spec or own_spec")


@dataclass(frozen=True)
class Specification:
    """A public specification as it is, and its configuration: paths below the TLA+ examples. Both
    fastcheck and TLC run it. `deadlock` is whether they look for deadlocks.
    """

    spec: str
    config: str
    deadlock: bool = True


@dataclass(frozen=True)
class Stateright:
    """An example of the stateright repository and its arguments."""

    example: str
    arguments: tuple[str, ...]


@dataclass(frozen=True)
class Definition:
    """One benchmark: either of a `model`, a target of `fastcheck check` relative to the repository,
    or of a public `specification`. `constants` and `options` are handed to it. `no_learn` says that
    evaluating every question for every state is feasible. The `baseline` shows what an engine takes
    to start.
    """

    name: str
    title: str
    expected: Expected
    model: str | None = None
    specification: Specification | None = None
    constants: tuple[tuple[str, str], ...] = ()
    options: tuple[str, ...] = ()
    no_learn: bool = False
    baseline: bool = False
    floor: Floor | None = None
    tlc: Tlc | None = None
    stateright: Stateright | None = None

    def __post_init__(self) -> None:
        if (self.model is None) == (self.specification is None):
            raise ValueError("either model or specification")


def load(path: Path) -> Definition:
    """The definition in a file; `ValueError` names the file and what is wrong with it."""
    try:
        return _definition(path.stem, tomllib.loads(path.read_text(encoding="utf-8")))
    except (TypeError, ValueError, KeyError) as error:
        raise ValueError(f"{path}: {error}") from error


def load_all(folder: Path = BENCHES / "definitions") -> list[Definition]:
    """All definitions, the baseline first; it is an error if there is not exactly one."""
    found = [load(path) for path in sorted(folder.glob("*.toml"))]
    baselines = [item.name for item in found if item.baseline]
    if len(baselines) != 1:
        raise ValueError(f"{folder}: exactly one baseline is needed, found {baselines}")
    return sorted(found, key=lambda item: not item.baseline)


def _definition(name: str, raw: dict[str, Any]) -> Definition:
    fields = dict(raw)
    fields["expected"] = Expected(**fields["expected"])
    constants = fields.get("constants", {})
    fields["constants"] = tuple((key, str(value)) for key, value in constants.items())
    fields["options"] = tuple(fields.get("options", ()))
    if "floor" in fields:
        fields["floor"] = Floor(tuple(fields["floor"]["arguments"]))
    if "specification" in fields:
        fields["specification"] = Specification(**fields["specification"])
    if "tlc" in fields:
        fields["tlc"] = Tlc(**fields["tlc"])
    if "stateright" in fields:
        table = fields["stateright"]
        fields["stateright"] = Stateright(table["example"], tuple(table["arguments"]))
    return Definition(name=name, **fields)
