"""Temporal properties and fairness of one check, as the engine reads them: nested tuples over the
numbers of questions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import product
from typing import TYPE_CHECKING, Any

from ._show import show
from .decorators import Formula, mark_of
from .definition import Method, ModelDefinition, Named, Temporal, place
from .errors import (
    DefinitionError,
    NotRecorded,
    TemporalUnsupported,
    UnknownProperty,
    close_name,
)
from .sorts import Binding

if TYPE_CHECKING:
    from ._system import Description

Encoded = tuple[Any, ...]
Instances = Mapping[str, Sequence[tuple[int, Mapping[str, object]]]]
"""The questions of each action, with their arguments."""
Ask = Callable[[Method, Mapping[str, object]], int]
"""Adds the question whether a predicate holds; its number."""

DEPTH = 100
"""Operators of a formula may be nested so deep."""


def describe(
    description: Description,
    model: ModelDefinition,
    encoder: Encoder,
    chosen: Sequence[Temporal],
    keep: bool,
) -> None:
    """Gives the description what it says of behaviours: the chosen properties, what is kept for
    later, and fairness.

    Without a property nothing depends on fairness, and nothing is said of it.
    """
    for item in chosen:
        description.temporal += encoder.property(item)
    if keep:
        for item in model.temporal:
            description.kept += (formula for _, formula in encoder.property(item))
        description.kept += encoder.actions()
    if description.temporal or description.kept:
        description.fairness += _fairness(description, model, encoder)


def _fairness(
    description: Description, model: ModelDefinition, encoder: Encoder
) -> Iterator[tuple[str, bool, list[int]]]:
    for action in model.actions:
        for question, arguments in encoder.instances[action.name] if action.fair else ():
            if question in description.members:
                raise TemporalUnsupported(
                    f"fairness of {action.name} for each member of a set that changes is not"
                    " supported",
                    hint=f"say it of all together: name = fc.fairness({action.name},"
                    f' fair="{action.fair}")',
                    file=action.file,
                    line=action.line,
                )
            yield title(action.name, arguments), action.fair == "strong", [question]
    for joint in model.joint:
        questions = [
            question
            for function in joint.fairness.actions
            for question, _ in encoder.instances_of(function, joint)
        ]
        yield joint.name, joint.fairness.fair == "strong", questions


def title(name: str, arguments: Mapping[str, object]) -> str:
    """``send(p=1, q=2)``."""
    shown = ", ".join(f"{key}={show(value)}" for key, value in arguments.items())
    return f"{name}({shown})" if shown else name


class Encoder:
    """Encodes formulas, and asks each question once."""

    def __init__(
        self, model: ModelDefinition, binding: Binding, instances: Instances, ask: Ask
    ) -> None:
        self._model = model
        self._binding = binding
        self.instances = instances
        self._ask = ask
        self._asked: dict[tuple[object, ...], int] = {}
        methods = (*model.predicates, *model.invariants, *model.terminals, *model.constraints)
        self._methods = {method.function: method for method in methods}
        self._actions = {action.function: action for action in model.actions}
        self._closed = False

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Meanwhile no new question is asked: what was not asked was not recorded."""
        self._closed = True
        try:
            yield
        finally:
            self._closed = False

    def named(self, claim: object) -> Temporal:
        """The temporal property of the model with this name, or one that says this formula."""
        if isinstance(claim, Formula):
            return Temporal(repr(claim), claim.file, claim.line, claim)
        known = {item.name: item for item in self._model.temporal}
        if not isinstance(claim, str) or claim not in known:
            hint = close_name(claim, known) if isinstance(claim, str) else None
            raise UnknownProperty(f"there is no temporal property {claim}", hint=hint)
        return known[claim]

    def actions(self) -> Iterator[Encoded]:
        """That an instance of an action is possible, and that it happens; for each, and for any."""
        for instances in self.instances.values():
            questions = [question for question, _ in instances]
            for some in [questions, *([question] for question in questions)]:
                yield "taken", some
                yield "can_take", some

    def property(self, item: Temporal) -> Iterator[tuple[str, Encoded]]:
        """The property for all values of the parameters of its predicates: name and formula."""
        domains = self._domains(item)
        for indices in product(*(range(len(values)) for values in domains.values())):
            chosen = dict(zip(domains, indices, strict=True))
            arguments = {name: domains[name][index] for name, index in chosen.items()}
            formula = self._formula(item.formula, item, arguments, chosen, 0)
            yield title(item.name, arguments), formula

    def instances_of(
        self, function: Any, where: Named
    ) -> Sequence[tuple[int, Mapping[str, object]]]:
        """The questions of an action."""
        action = self._actions.get(self._current(function, where))
        if action is None:
            raise DefinitionError(
                f"{where.name}: {function.__name__} is no action of {self._model.model.__name__}",
                file=where.file,
                line=where.line,
            )
        return self.instances[action.name]

    def _domains(self, item: Temporal) -> dict[str, tuple[object, ...]]:
        """The values of the parameters of all predicates of a formula, by name."""
        domains: dict[str, tuple[object, ...]] = {}
        for method in self._predicates(item.formula, item):
            for parameter in method.parameters:
                values = parameter.values(self._model.model, self._binding)
                if domains.setdefault(parameter.name, values) != values:
                    raise DefinitionError(
                        f"{item.name}: parameter {parameter.name} has two sets of values",
                        hint="give parameters that are not meant to be equal different names",
                        file=item.file, line=item.line,
                    )  # fmt: skip
        return domains

    def _predicates(self, formula: Formula, item: Temporal) -> Iterator[Method]:
        waiting: list[Any] = [formula]
        while waiting:
            claim = waiting.pop()
            if isinstance(claim, Formula):
                waiting += reversed(claim.arguments)
            elif (mark := mark_of(claim)) is None or mark.kind != "action":
                yield self._method(claim, item)

    def _current(self, function: Any, where: Named) -> Any:
        """The method that a function stands for: the one that overrides it in the model, if any."""
        name = getattr(function, "__name__", "")
        model = self._model.model
        if any(vars(cls).get(name) is function for cls in model.__mro__):
            current = getattr(model, name)
            if current is None:
                raise DefinitionError(
                    f"{where.name} speaks of {name}, which {model.__name__} drops",
                    file=where.file,
                    line=where.line,
                )
            return current
        return function

    def _method(self, claim: Any, item: Temporal) -> Method:
        current = self._current(claim, item)
        known = self._methods.get(current)
        if known is None:
            inner = getattr(current, "__func__", current)
            file, line = place(inner) if hasattr(inner, "__code__") else (item.file, item.line)
            name = getattr(current, "__name__", repr(current))
            known = Method(name, file, line, "predicate", current)
            self._methods[current] = known
        return known

    def _formula(
        self,
        claim: Any,
        item: Temporal,
        arguments: Mapping[str, object],
        chosen: Mapping[str, int],
        depth: int,
    ) -> Encoded:
        if depth > DEPTH:
            raise DefinitionError(
                f"{item.name}: operators are nested more than {DEPTH} deep",
                file=item.file,
                line=item.line,
            )
        if not isinstance(claim, Formula):
            mark = mark_of(claim)
            if mark is not None and mark.kind == "action":
                return "taken", self._some(claim, item, arguments)
            return "state", self._question(self._method(claim, item), arguments, chosen)
        if claim.operator == "enabled":
            return "can_take", self._some(claim.arguments[0], item, arguments)
        parts = (
            self._formula(part, item, arguments, chosen, depth + 1) for part in claim.arguments
        )
        return (claim.operator, *parts)

    def _some(self, function: Any, item: Temporal, arguments: Mapping[str, object]) -> list[int]:
        """The questions of an action's instances that have the given arguments."""
        return [
            question
            for question, own in self.instances_of(function, item)
            if all(own[name] == value for name, value in arguments.items() if name in own)
        ]

    def _question(
        self, method: Method, arguments: Mapping[str, object], chosen: Mapping[str, int]
    ) -> int:
        names = [parameter.name for parameter in method.parameters]
        key = (method.function, *((name, chosen[name]) for name in names))
        if key not in self._asked and self._closed:
            raise NotRecorded(
                f"{method.name} was not recorded",
                hint="a kept graph answers what the model's own temporal properties speak of",
            )
        if key not in self._asked:
            self._asked[key] = self._ask(method, {name: arguments[name] for name in names})
        return self._asked[key]
