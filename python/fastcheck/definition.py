"""What a model class says, as data. ``_reading`` makes it from the class."""

from __future__ import annotations

import inspect
import linecache
import os
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from types import CodeType
from typing import Any

from . import _types
from ._frames import ConstantFrame, bind
from ._order import in_order
from ._types import Shape
from .constants import Constant
from .decorators import Fairness, Formula, JointFairness, Members
from .sorts import Binding, FiniteSort, binding_of

Function = Callable[..., Any]


@dataclass(frozen=True)
class Named:
    """Something with a name that was written at a place."""

    name: str
    file: str
    line: int

    @property
    def location(self) -> str:
        """``file.py:12``; the file relative to the working directory where it is below it."""
        relative = os.path.relpath(self.file) if os.path.isabs(self.file) else self.file
        return f"{self.file if relative.startswith(os.pardir) else relative}:{self.line}"


@dataclass(frozen=True)
class StateVariable:
    """A state variable: its annotation, and the type that it says."""

    name: str
    annotation: Any
    shape: Shape


@dataclass(frozen=True)
class Method(Named):
    """A method with a decorator that is no action; ``kind`` is the decorator's name. Only
    predicates have parameters.
    """

    kind: str
    function: Function
    parameters: tuple[Parameter, ...] = ()


@dataclass(frozen=True)
class Parameter:
    """A parameter of an action. Its values come from ``domain`` (values or a function), else from
    the type.
    """

    name: str
    annotation: Any
    shape: Shape | None
    domain: Any

    @property
    def members(self) -> str | None:
        """The state variable whose elements are the values, if that is how the domain was given."""
        return self.domain.variable if isinstance(self.domain, Members) else None

    def values(self, model: type, binding: Binding) -> tuple[object, ...]:
        """The values in order, for one check. Not for a ``members`` parameter."""
        with binding_of(binding):
            domain = self.domain
            if domain is None:
                assert self.shape is not None
                return _types.domain(self.shape, binding) or ()
            if isinstance(domain, type) and issubclass(domain, FiniteSort):
                return binding.members(domain)
            if isinstance(domain, type) and issubclass(domain, Enum):
                return tuple(domain)
            if callable(domain):
                domain = domain(bind(model, ConstantFrame(f"the domain of {self.name}")))
            return tuple(in_order(domain))


@dataclass(frozen=True)
class Action(Named):
    """An action: its method, fairness and parameters (after self)."""

    function: Function
    fair: Fairness | None
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True)
class Temporal(Named):
    """A temporal property: a class attribute that holds a formula."""

    formula: Formula


@dataclass(frozen=True)
class Joint(Named):
    """Fairness of several actions together: a class attribute."""

    fairness: JointFairness


@dataclass(frozen=True)
class ModelDefinition:
    """All that a model class says, in definition order, bases first."""

    model: type
    variables: tuple[StateVariable, ...]
    constants: tuple[Constant, ...]
    sorts: tuple[type[FiniteSort], ...]
    inits: tuple[Method, ...]
    actions: tuple[Action, ...]
    invariants: tuple[Method, ...]
    predicates: tuple[Method, ...]
    terminals: tuple[Method, ...]
    constraints: tuple[Method, ...]
    step_properties: tuple[Method, ...]
    temporal: tuple[Temporal, ...]
    joint: tuple[Joint, ...] = ()

    @property
    def properties(self) -> tuple[Method | Temporal, ...]:
        """What can be selected for a check: invariants, step properties, temporal properties."""
        return (*self.invariants, *self.step_properties, *self.temporal)


def place(function: Function) -> tuple[str, int]:
    """File and line of a function: the line of its ``def``, not of its decorators."""
    code: CodeType = inspect.unwrap(function).__code__
    line = code.co_firstlineno
    if code.co_name != "<lambda>":
        for number in range(line, line + 50):
            text = linecache.getline(code.co_filename, number).lstrip()
            if text.startswith(("def ", "async def ")):
                return code.co_filename, number
    return code.co_filename, line
