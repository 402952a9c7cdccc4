"""fastcheck: a model checker whose models are ordinary Python classes."""

from __future__ import annotations

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
from .errors import *  # noqa: F403
from .errors import Error
from .model import Model, bound
from .opaque import opaque
from .sorts import Sort, Symmetric

if TYPE_CHECKING:
    from .check import Run, check
    from .result import Result

_LAZY = {"check": "check", "Run": "check", "Result": "result"}
"""Names whose modules are imported when first used, so that importing fastcheck stays fast."""


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        from importlib import import_module

        value = getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)


__all__ = [
    "Error",
    "Model",
    "Range",
    "Result",
    "Run",
    "Sort",
    "Symmetric",
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
]
