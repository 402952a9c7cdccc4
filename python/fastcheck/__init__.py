"""fastcheck: a model checker whose models are ordinary Python classes."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from . import errors
from ._choices import oneof, require
from ._types import Range
from .constants import const
from .decorators import (
    action,
    always,
    constraint,
    eventually,
    infinitely_often,
    init,
    invariant,
    leads_to,
    members,
    predicate,
    stabilizes,
    step_property,
    terminal,
)
from .errors import (
    Ambiguous,
    AssignedInPredicate,
    ConstantError,
    DeadView,
    DefinitionError,
    EmptySort,
    Error,
    ImportFailed,
    Internal,
    MissingConstant,
    NoInitialState,
    NoModel,
    NoSuchClass,
    NoSuchFile,
    NotAFunction,
    NotBoolean,
    NotRecorded,
    NotRunning,
    OutOfMemory,
    SeveralModels,
    StateRead,
    SystemFailure,
    TargetError,
    TemporalUnsupported,
    TlaUnsupported,
    TooMany,
    TypeViolation,
    Unassigned,
    UnexpectedReturn,
    Unhashable,
    UnknownConstant,
    UnknownProperty,
    UnknownVariable,
    UnsupportedValue,
    Usage,
    UserCode,
    Violation,
    WorkerPanic,
    WrongConstant,
)
from .model import Model, bound
from .opaque import opaque
from .sorts import Sort, Symmetric
from .views import where

if TYPE_CHECKING:
    from .check import Run, check
    from .result import Result


class _Package(ModuleType):
    """The type of this module. ``check`` is the function, also once the submodule of that name is
    imported.
    """

    @property
    def check(self) -> Any:
        from importlib import import_module

        return import_module(f"{__name__}.check").check

    @check.setter
    def check(self, value: object) -> None:
        """The import system sets the submodule here; the function stays."""


def __getattr__(name: str) -> Any:
    """``Run`` and ``Result``: imported when first used, so that importing fastcheck stays fast."""
    home = {"Run": "check", "Result": "result"}.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


__all__ = [
    "Ambiguous",
    "AssignedInPredicate",
    "ConstantError",
    "DeadView",
    "DefinitionError",
    "EmptySort",
    "Error",
    "ImportFailed",
    "Internal",
    "MissingConstant",
    "Model",
    "NoInitialState",
    "NoModel",
    "NoSuchClass",
    "NoSuchFile",
    "NotAFunction",
    "NotBoolean",
    "NotRecorded",
    "NotRunning",
    "OutOfMemory",
    "Range",
    "Result",
    "Run",
    "SeveralModels",
    "Sort",
    "StateRead",
    "Symmetric",
    "SystemFailure",
    "TargetError",
    "TemporalUnsupported",
    "TlaUnsupported",
    "TooMany",
    "TypeViolation",
    "Unassigned",
    "UnexpectedReturn",
    "Unhashable",
    "UnknownConstant",
    "UnknownProperty",
    "UnknownVariable",
    "UnsupportedValue",
    "Usage",
    "UserCode",
    "Violation",
    "WorkerPanic",
    "WrongConstant",
    "action",
    "always",
    "bound",
    "check",
    "const",
    "constraint",
    "errors",
    "eventually",
    "infinitely_often",
    "init",
    "invariant",
    "leads_to",
    "members",
    "oneof",
    "opaque",
    "predicate",
    "require",
    "stabilizes",
    "step_property",
    "terminal",
    "where",
]

sys.modules[__name__].__class__ = _Package
