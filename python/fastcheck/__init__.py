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
    all_of,
    always,
    any_of,
    constraint,
    enabled,
    eventually,
    fairness,
    implies,
    infinitely_often,
    init,
    invariant,
    leads_to,
    members,
    negate,
    predicate,
    stabilizes,
    step_property,
    terminal,
    until,
)
from .errors import (
    Ambiguous,
    AssignedInPredicate,
    BadCounterexample,
    ConstantError,
    DeadView,
    DefinitionError,
    EmptySort,
    Error,
    ImportFailed,
    Internal,
    LostState,
    MissingConstant,
    NoInitialState,
    NoModel,
    NoSuchClass,
    NoSuchConfig,
    NoSuchFile,
    NotAFunction,
    NotASet,
    NotBoolean,
    NotRecorded,
    NotRunning,
    OutOfMemory,
    PropertyTooLarge,
    SeveralModels,
    SpecError,
    StateRead,
    SystemFailure,
    TargetError,
    TemporalMerged,
    TemporalUnsupported,
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
from .values import Function, ModelValue, Record
from .views import where

if TYPE_CHECKING:
    from .check import Run, check
    from .result import Result
    from .spec import spec


class _Package(ModuleType):
    """The type of this module. ``check`` and ``spec`` are the functions, also once the submodules
    of that name are imported.
    """

    @property
    def check(self) -> Any:
        from importlib import import_module

        return import_module(f"{__name__}.check").check

    @check.setter
    def check(self, value: object) -> None:
        """The import system sets the submodule here; the function stays."""

    @property
    def spec(self) -> Any:
        from importlib import import_module

        return import_module(f"{__name__}.spec").spec

    @spec.setter
    def spec(self, value: object) -> None:
        """As for ``check``."""


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
    "BadCounterexample",
    "ConstantError",
    "DeadView",
    "DefinitionError",
    "EmptySort",
    "Error",
    "Function",
    "ImportFailed",
    "Internal",
    "LostState",
    "MissingConstant",
    "Model",
    "ModelValue",
    "NoInitialState",
    "NoModel",
    "NoSuchClass",
    "NoSuchConfig",
    "NoSuchFile",
    "NotAFunction",
    "NotASet",
    "NotBoolean",
    "NotRecorded",
    "NotRunning",
    "OutOfMemory",
    "PropertyTooLarge",
    "Range",
    "Record",
    "Result",
    "Run",
    "SeveralModels",
    "Sort",
    "SpecError",
    "StateRead",
    "Symmetric",
    "SystemFailure",
    "TargetError",
    "TemporalMerged",
    "TemporalUnsupported",
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
    "all_of",
    "always",
    "any_of",
    "bound",
    "check",
    "const",
    "constraint",
    "enabled",
    "errors",
    "eventually",
    "fairness",
    "implies",
    "infinitely_often",
    "init",
    "invariant",
    "leads_to",
    "members",
    "negate",
    "oneof",
    "opaque",
    "predicate",
    "require",
    "spec",
    "stabilizes",
    "step_property",
    "terminal",
    "until",
    "where",
]

sys.modules[__name__].__class__ = _Package
