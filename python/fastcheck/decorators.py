"""The decorators of the modelling language. Each only leaves a mark on the method; ``definition``
reads the marks.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import FrameType, FunctionType
from typing import Any, Literal, TypeVar, overload

from .errors import DefinitionError

F = TypeVar("F", bound=Callable[..., Any])
P = TypeVar("P", bound=Callable[..., bool])
Fairness = Literal["weak", "strong"]
MARK = "__fastcheck__"
NOTES = "__fastcheck_marked__"
BARE: Any = object()
"""What a decorator is given that was called with empty parentheses."""


@dataclass(frozen=True)
class Members:
    """The domain of a parameter that ranges over the set in a state variable."""

    variable: str


@dataclass(frozen=True)
class Mark:
    """What a decorator says about a method."""

    kind: str
    fair: Fairness | None = None
    domains: dict[str, Any] = field(default_factory=dict)


def members(variable: str) -> Members:
    """For ``@action(m=members("msgs"))``: the parameter ranges over the set in state variable
    ``msgs``.
    """
    if not isinstance(variable, str):
        raise DefinitionError(
            f"members({variable!r}): name the state variable", hint='as in fc.members("msgs")'
        )
    return Members(variable)


def _mark(function: F, mark: Mark) -> F:
    if function is BARE:
        raise DefinitionError(f"write @fc.{mark.kind} without parentheses")
    if not isinstance(function, FunctionType):
        raise DefinitionError(
            f"@{mark.kind} decorates a plain method, not {function!r}",
            hint=f"write @fc.{mark.kind} directly above a def, without another decorator between",
        )
    if hasattr(function, MARK):
        raise DefinitionError(
            f"{function.__name__} has two fastcheck decorators", hint="keep one of them"
        )
    setattr(function, MARK, mark)
    _note(function)
    return function


def _note(item: Callable[..., Any] | Formula | JointFairness) -> None:
    """Notes a method, formula or fairness in the class body that is being executed, if any.

    So the class can tell when one was lost: defined twice, or hidden by another decorator.
    """
    frame: FrameType | None = sys._getframe()
    while frame is not None and frame.f_code.co_filename == __file__:
        frame = frame.f_back
    if frame is not None and "__qualname__" in frame.f_locals:
        frame.f_locals.setdefault(NOTES, []).append(item)


def init(function: F = BARE, /) -> F:
    """Marks a method that makes initial states: it assigns every state variable, and may use
    ``oneof``.
    """
    return _mark(function, Mark("init"))


Domain = Iterable[Any] | Callable[[Any], Iterable[Any]] | Members


@overload
def action(function: F, /) -> F: ...
@overload
def action(*, fair: Fairness | None = None, **domains: Domain) -> Callable[[F], F]: ...
def action(function: Any = None, /, *, fair: Fairness | None = None, **domains: Domain) -> Any:
    """Marks a method as an action: every completed run of it is a step.

    ``fair`` is its fairness, per instance. Further keywords give the values of parameters: an
    iterable, a function of the model that uses constants alone, or ``members("variable")``.
    """
    if fair not in (None, "weak", "strong"):
        raise DefinitionError(
            f"fair={fair!r} is no fairness", hint='use fair="weak" or fair="strong"'
        )
    mark = Mark("action", fair, {name: _fixed(values) for name, values in domains.items()})
    if function is None:
        return lambda decorated: _mark(decorated, mark)
    return _mark(function, mark)


def _fixed(values: Any) -> Any:
    """A domain that can be read again: an iterator is used up here."""
    return tuple(values) if hasattr(values, "__next__") else values


def invariant(function: P = BARE, /) -> P:
    """Marks a method (self) -> bool that must hold in every reachable state."""
    return _mark(function, Mark("invariant"))


@overload
def predicate(function: F, /) -> F: ...
@overload
def predicate(**domains: Domain) -> Callable[[F], F]: ...
def predicate(function: Any = None, /, **domains: Domain) -> Any:
    """Marks a method (self) -> bool, for use in temporal properties.

    It may have parameters, whose values are given as for an action. A property that uses it is then
    checked for each value; parameters of the same name have the same value.
    """
    mark = Mark("predicate", None, {name: _fixed(values) for name, values in domains.items()})
    if function is None:
        return lambda decorated: _mark(decorated, mark)
    return _mark(function, mark)


def terminal(function: P = BARE, /) -> P:
    """Marks a method (self) -> bool: where it holds, a state without successors is no deadlock."""
    return _mark(function, Mark("terminal"))


def constraint(function: P = BARE, /) -> P:
    """Marks a method (self) -> bool: states where it does not hold are checked but not expanded."""
    return _mark(function, Mark("constraint"))


def step_property(function: P = BARE, /) -> P:
    """Marks a method (self, after) -> bool that must hold of every step from self to after."""
    return _mark(function, Mark("step_property"))


def mark_of(item: object) -> Mark | None:
    """The mark that a decorator left on an object, or that was copied to it from a method."""
    mark = getattr(item, MARK, None)
    return mark if isinstance(mark, Mark) else None


@dataclass(frozen=True)
class JointFairness:
    """Fairness of several actions together, and where it was written."""

    actions: tuple[Callable[..., Any], ...]
    fair: Fairness
    file: str = field(compare=False)
    line: int = field(compare=False)


def fairness(*actions: Callable[..., Any], fair: Fairness = "weak") -> JointFairness:
    """Fairness of actions together, as the value of a class attribute: while one of their instances
    stays possible (``"strong"``: becomes possible again and again), one of them happens in the end.

    ``@action(fair=...)`` says it of every instance for itself, which is more.
    """
    for item in actions:
        mark = mark_of(item)
        if mark is None or mark.kind != "action":
            raise DefinitionError(
                f"fairness is said of actions, not of {item!r}", hint="see @fc.action"
            )
    if not actions or fair not in ("weak", "strong"):
        raise DefinitionError(
            f"fairness of {len(actions)} actions, fair={fair!r}",
            hint='as in fc.fairness(send, receive, fair="weak")',
        )
    caller = sys._getframe(1)
    joint = JointFairness(actions, fair, caller.f_code.co_filename, caller.f_lineno)
    _note(joint)
    return joint


@dataclass(frozen=True)
class Formula:
    """A temporal formula: an operator over predicates and formulas, and where it was written.

    ``p & q``, ``p | q`` and ``~p`` combine formulas; ``all_of``, ``any_of`` and ``negate`` also
    take predicates.
    """

    operator: str
    arguments: tuple[Any, ...]
    file: str = field(compare=False)
    line: int = field(compare=False)

    def __repr__(self) -> str:
        inner = ", ".join(getattr(item, "__name__", None) or repr(item) for item in self.arguments)
        return f"{self.operator}({inner})"

    def __and__(self, other: Claim) -> Formula:
        return _formula("all_of", self, other)

    def __or__(self, other: Claim) -> Formula:
        return _formula("any_of", self, other)

    def __invert__(self) -> Formula:
        return _formula("negate", self)

    def __bool__(self) -> bool:
        raise DefinitionError(
            f"{self!r} is a temporal formula, which is neither true nor false",
            hint="combine formulas with & | ~, or all_of, any_of, negate, implies",
        )


Claim = Callable[..., Any] | Formula
"""A predicate (a method, or a function of the model), a formula, or an action: that it happens."""


def _formula(operator: str, *arguments: Claim) -> Formula:
    for argument in arguments:
        mark = mark_of(argument)
        if mark is not None and mark.kind in ("init", "step_property"):
            raise DefinitionError(
                f"{operator} is said of predicates and actions, not of an @{mark.kind}",
                hint="a step property is checked by itself, of every step",
            )
        if not callable(argument) and not isinstance(argument, Formula):
            raise DefinitionError(
                f"{operator} is said of predicates, not of {argument!r}", hint="see @fc.predicate"
            )
    caller = sys._getframe(2)
    formula = Formula(operator, arguments, caller.f_code.co_filename, caller.f_lineno)
    _note(formula)
    return formula


def eventually(p: Claim) -> Formula:
    """In every behaviour, ``p`` holds at some time."""
    return _formula("eventually", p)


def always(p: Claim) -> Formula:
    """In every behaviour, ``p`` holds at all times."""
    return _formula("always", p)


def leads_to(p: Claim, q: Claim) -> Formula:
    """Whenever ``p`` holds, ``q`` holds then or later."""
    return _formula("leads_to", p, q)


def infinitely_often(p: Claim) -> Formula:
    """``p`` holds again and again, for ever."""
    return _formula("infinitely_often", p)


def stabilizes(p: Claim) -> Formula:
    """From some time on, ``p`` holds for ever."""
    return _formula("stabilizes", p)


def until(p: Claim, q: Claim) -> Formula:
    """``q`` holds at some time, and until then ``p``."""
    return _formula("until", p, q)


def all_of(*claims: Claim) -> Formula:
    """All of them."""
    return _formula("all_of", *claims)


def any_of(*claims: Claim) -> Formula:
    """At least one of them."""
    return _formula("any_of", *claims)


def implies(p: Claim, q: Claim) -> Formula:
    """If ``p``, then ``q``."""
    return _formula("implies", p, q)


def negate(p: Claim) -> Formula:
    """Not ``p``."""
    return _formula("negate", p)


def enabled(action: Callable[..., Any]) -> Formula:
    """The action is possible, with an effect, for some values of its parameters."""
    mark = mark_of(action)
    if mark is None or mark.kind != "action":
        raise DefinitionError(f"enabled is said of an action, not of {action!r}")
    return _formula("enabled", action)
