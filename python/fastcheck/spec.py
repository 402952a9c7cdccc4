"""TLA+ specifications as what :func:`fastcheck.check` checks."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .errors import NoSuchConfig, NoSuchFile, SpecError, close_name
from .result import ErrorReport
from .values import notation

Path = str | os.PathLike[str]
LIBRARIES = ("FASTCHECK_LIBRARY", "TLA_LIBRARY")
"""Environment variables with folders of modules, searched in this order behind the options."""


@dataclass(frozen=True)
class Spec:
    """A TLA+ specification and how it is configured; made by :func:`spec`."""

    path: str
    config: str | None = None
    library: tuple[str, ...] = ()
    specification: str | None = None
    init: str | None = None
    next: str | None = None

    @property
    def name(self) -> str:
        """The path, for reports."""
        return self.path


def spec(
    path: Path,
    *,
    config: Path | None = None,
    library: Iterable[Path] = (),
    specification: str | None = None,
    init: str | None = None,
    next: str | None = None,
) -> Spec:
    """The TLA+ specification in the file ``path``, to be checked by :func:`fastcheck.check`.

    ``config`` is its configuration: a ``.cfg`` file, or a ``.tla`` file with a ``CONFIG`` section;
    without it the ``.cfg`` beside the specification. Modules are looked for in the folder of the
    specification, then in the folders of ``library``, then in those of the environment variables
    FASTCHECK_LIBRARY and TLA_LIBRARY (separated as in PATH), then among the built-in modules.
    ``specification``, or ``init`` and ``next``, name definitions to take instead of those that the
    configuration names; with them no configuration is needed.
    """
    place = os.fspath(path)
    if not os.path.isfile(place):
        raise _missing(place)
    given = None if config is None else os.fspath(config)
    if given is not None and not os.path.isfile(given):
        what = "is a directory" if os.path.isdir(given) else "does not exist"
        hint = _near(given, (".cfg", ".tla"))
        raise NoSuchConfig(f"the configuration {given} {what}", hint=hint, file=given)
    folders = [os.fspath(folder) for folder in library]
    for folder in folders:
        if not os.path.isdir(folder):
            raise NoSuchFile(f"no such folder: {folder}", file=folder)
    for name in LIBRARIES:
        folders += [part for part in os.environ.get(name, "").split(os.pathsep) if part]
    return Spec(place, given, tuple(folders), specification, init, next)


def is_tla(target: object) -> bool:
    """Whether a target names a TLA+ file."""
    return isinstance(target, str | os.PathLike) and os.fspath(target).endswith(".tla")


def request(
    wanted: Spec,
    constants: Mapping[Any, object] | None,
    invariants: Iterable[str] | None,
    properties: Iterable[str] | None,
) -> dict[str, Any]:
    """What the engine is asked: see ``check_specification`` in the stub of the native module."""
    beside = os.path.splitext(wanted.path)[0] + ".cfg"
    return {
        "path": wanted.path,
        "config": wanted.config or (beside if os.path.isfile(beside) else None),
        "library": list(wanted.library),
        "specification": wanted.specification,
        "init": wanted.init,
        "next": wanted.next,
        "constants": [(str(name), _text(value)) for name, value in (constants or {}).items()],
        "invariants": None if invariants is None else list(invariants),
        "properties": None if properties is None else list(properties),
    }


@dataclass(frozen=True)
class Text:
    """A constant expression in TLA+, as the command line gives it."""

    text: str


def _text(value: object) -> str:
    return value.text if isinstance(value, Text) else notation(value)


def refused(raw: Mapping[str, Any]) -> SpecError:
    """The exception for a specification that could not be loaded, from the engine's answer."""
    reports = tuple(map(ErrorReport.read, raw["errors"]))
    return SpecError(reports, int(raw["exit_code"]), raw.get("details") or {})


def _missing(place: str) -> NoSuchFile:
    if os.path.isdir(place):
        return NoSuchFile(f"{place} is a directory: name a .tla file in it", file=place)
    return NoSuchFile(f"no such file: {place}", hint=_near(place, (".tla",)), file=place)


def _near(place: str, endings: tuple[str, ...]) -> str | None:
    """A hint with the file that was probably meant."""
    folder, name = os.path.split(place)
    try:
        names = [item for item in os.listdir(folder or ".") if item.endswith(endings)]
    except OSError:
        return f"there is no folder {folder}"
    hint = close_name(name, names)
    return hint if hint and hint.startswith("did you mean") and names else None
