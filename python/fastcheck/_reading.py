"""Reads the definition of a model from its class: bases, annotations, marks of decorators."""

from __future__ import annotations

import inspect
import sys
import typing
from collections.abc import Callable, Iterator, Sequence
from types import CodeType, MappingProxyType
from typing import Any

from . import _types
from ._frames import Variable
from .constants import Constant
from .decorators import MARK, NOTES, Formula, JointFairness, Mark, Members, mark_of
from .definition import (
    Action,
    Function,
    Joint,
    Method,
    ModelDefinition,
    Parameter,
    StateVariable,
    Temporal,
    place,
)
from .errors import DefinitionError, UnsupportedValue, close_name
from .sorts import FiniteSort, Sort, Symmetric

_LIBRARIES = {*sys.stdlib_module_names, "fastcheck"} - {"__main__"}


def read(model: type, local_names: dict[str, Any]) -> ModelDefinition:
    """Reads a class. ``local_names`` resolve annotations that are strings, for classes made in
    functions.
    """
    attributes = _attributes(model)
    resolve = _resolver(model, local_names)
    variables = tuple(
        _variable(model, name, resolve) for name, item in attributes.items() if _is(item, Variable)
    )
    constants = tuple(
        item.with_annotation(resolve().get(name, Any))
        for name, item in attributes.items()
        if _is(item, Constant)
    )
    marked = [
        (name, item, getattr(item, MARK)) for name, item in attributes.items() if _mark_of(item)
    ]
    actions = tuple(
        _action(model, name, item, mark, local_names)
        for name, item, mark in marked
        if mark.kind == "action"
    )
    methods = [
        _method(model, name, item, mark, local_names)
        for name, item, mark in marked
        if mark.kind != "action"
    ]
    temporal = tuple(
        Temporal(name, item.file, item.line, item)
        for name, item in attributes.items()
        if _is(item, Formula)
    )

    joint = tuple(
        Joint(name, item.file, item.line, item)
        for name, item in attributes.items()
        if _is(item, JointFairness)
    )

    def of(kind: str) -> tuple[Method, ...]:
        return tuple(method for method in methods if method.kind == kind)

    functions = [item for item in attributes.values() if inspect.isfunction(item)]
    for function in functions:
        _refuse_shared_defaults(model, function)
    sorts = _sorts(variables, constants, (*actions, *of("predicate")), functions)
    definition = ModelDefinition(
        model, variables, constants, sorts, of("init"), actions, of("invariant"), of("predicate"),
        of("terminal"), of("constraint"), of("step_property"), temporal, joint,
    )  # fmt: skip
    _check(definition)
    return definition


def _is(item: object, cls: type) -> bool:
    return isinstance(item, cls)


def _is_formula(item: object) -> bool:
    return isinstance(item, Formula)


def _mark_of(item: object) -> Mark | None:
    """The mark that a decorator left on this very function."""
    return mark_of(item) if inspect.isfunction(item) else None


def _attributes(model: type) -> dict[str, Any]:
    """The attributes by name, bases first. What overrides a property must say what it is, or be
    None.
    """
    found: dict[str, Any] = {}
    for cls in reversed(model.__mro__):
        refuse_lost(cls)
        for name, item in vars(cls).items():
            _refuse_shared(cls, name, item)
            before = _mark_of(found.get(name))
            if before is not None and item is not None and _mark_of(item) is None:
                raise DefinitionError(
                    f"{cls.__name__}.{name} overrides an @{before.kind} without a decorator",
                    hint=f"decorate it, or write {name} = None to drop the one of the base class",
                )
            found[name] = item
    return found


def _refuse_shared(cls: type, name: str, item: object) -> None:
    """A container in the class is one object for all states: no state would know of a change."""
    changeable = type(item).__hash__ is None and not isinstance(item, MappingProxyType)
    if changeable and not name.startswith(("__", "_Model__")):
        raise DefinitionError(
            f"{cls.__name__}.{name} is a {type(item).__name__} that all states would share",
            hint=f"annotate it without a value to make it a state variable, {name}: ...; or make "
            f"it fc.const(...), a tuple, a frozenset or types.MappingProxyType({{...}})",
        )


def _refuse_shared_defaults(model: type, function: Function) -> None:
    """A container as the default of a parameter is one object for all runs."""
    defaults = (*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values())
    for value in defaults:
        if type(value).__hash__ is None and not isinstance(value, MappingProxyType):
            file, line = place(function)
            raise DefinitionError(
                f"{model.__name__}.{function.__name__}: the default {value!r} of a parameter is a "
                f"{type(value).__name__} that all runs would share",
                hint="make the default None, a tuple or a frozenset",
                file=file, line=line,
            )  # fmt: skip


def refuse_lost(cls: type) -> None:
    """Refuses a class with a decorated method or a formula that would never be checked.

    It is held under no name, or another decorator has made something of it that is no method.
    """
    held = [
        item
        for item in vars(cls).values()
        if _mark_of(item) or isinstance(item, Formula | JointFairness)
    ]
    held += [item.__wrapped__ for item in held if hasattr(item, "__wrapped__")]
    for item in held:  # grows: the parts of a formula are held by it
        held += filter(_is_formula, item.arguments if isinstance(item, Formula) else ())
    hidden = [
        name for name, item in vars(cls).items() if mark_of(item) and not inspect.isfunction(item)
    ]
    lost = [
        getattr(noted, "__name__", noted)
        for noted in vars(cls).get(NOTES, ())
        if not any(item is noted for item in held)
    ]
    for name in hidden + lost:
        raise DefinitionError(
            f"{cls.__name__}.{name} is defined and then lost",
            hint="is the name used twice? is it under @property or another decorator?",
        )


def _resolver(model: type, local_names: dict[str, Any]) -> Callable[[], dict[str, Any]]:
    """The annotations of the class and its bases with names resolved, when first needed."""
    hints: dict[str, Any] = {}

    def resolve() -> dict[str, Any]:
        if not hints:
            hints.update(_hints(model, model.__name__, local_names))
        return hints

    return resolve


def _hints(item: Any, owner: str, local_names: dict[str, Any]) -> dict[str, Any]:
    """Resolved annotations of a class or function, ``Annotated`` kept."""
    try:
        return typing.get_type_hints(item, localns=local_names or None, include_extras=True)
    except NameError as error:
        raise DefinitionError(
            f"an annotation of {owner} uses the unknown name {error.name}",
            hint="define or import it before the model",
        ) from error
    except TypeError as error:
        raise UnsupportedValue(f"an annotation of {owner} is not a type: {error}") from error


def _variable(model: type, name: str, resolve: Callable[[], dict[str, Any]]) -> StateVariable:
    annotation = resolve()[name]
    return StateVariable(
        name, annotation, _types.parse(annotation, f"state variable {model.__name__}.{name}")
    )


def _signature(model: type, function: Function) -> list[inspect.Parameter]:
    """The parameters after self; refuses what would not run as a plain call."""
    name, (file, line) = f"{model.__name__}.{function.__name__}", place(function)
    if inspect.isgeneratorfunction(function) or inspect.iscoroutinefunction(function):
        raise DefinitionError(
            f"{name} must be a plain method: no yield, no async",
            hint="use fc.oneof for choices",
            file=file,
            line=line,
        )
    parameters = list(inspect.signature(function).parameters.values())
    for parameter in parameters:
        if parameter.kind in (
            parameter.VAR_POSITIONAL,
            parameter.VAR_KEYWORD,
            parameter.POSITIONAL_ONLY,
        ):
            raise DefinitionError(
                f"{name}: parameter {parameter} is not supported", file=file, line=line
            )
    if not parameters:
        raise DefinitionError(f"{name} has no parameter self", file=file, line=line)
    return parameters[1:]


def _method(
    model: type, name: str, function: Function, mark: Mark, local_names: dict[str, Any]
) -> Method:
    file, line = place(function)
    if mark.kind == "predicate":
        parameters = _parameters(model, name, function, mark, local_names)
        if any(parameter.members is not None for parameter in parameters):
            raise DefinitionError(
                f"{model.__name__}.{name}: a parameter of a predicate is not members(...)",
                hint="give it values that do not change",
                file=file, line=line,
            )  # fmt: skip
        return Method(name, file, line, mark.kind, function, parameters)
    signature = _signature(model, function)
    expected = 1 if mark.kind == "step_property" else 0
    if len(signature) != expected:
        form = "(self, after)" if expected else "(self)"
        hint = (
            "to choose among values, use fc.oneof"
            if mark.kind == "init"
            else f"write def {name}{form}"
        )
        raise DefinitionError(
            f"{model.__name__}.{name}: a {mark.kind} has {form}", hint=hint, file=file, line=line
        )
    return Method(name, file, line, mark.kind, function)


def _action(
    model: type, name: str, function: Function, mark: Mark, local_names: dict[str, Any]
) -> Action:
    file, line = place(function)
    parameters = _parameters(model, name, function, mark, local_names)
    if sum(parameter.members is not None for parameter in parameters) > 1:
        raise DefinitionError(
            f"{model.__name__}.{name}: only one parameter may be members(...)",
            hint="choose the other with fc.oneof(self.x)",
            file=file, line=line,
        )  # fmt: skip
    return Action(name, file, line, function, mark.fair, parameters)


def _parameters(
    model: type, name: str, function: Function, mark: Mark, local_names: dict[str, Any]
) -> tuple[Parameter, ...]:
    file, line = place(function)
    owner = f"{model.__name__}.{name}"
    signature = _signature(model, function)
    names = [parameter.name for parameter in signature]
    for given in mark.domains:
        if given not in names:
            hint = close_name(given, names)
            raise DefinitionError(
                f"{owner} has no parameter {given}", hint=hint, file=file, line=line
            )
    hints = _hints(function, owner, local_names)
    return tuple(_parameter(owner, item.name, hints, mark, (file, line)) for item in signature)


def _parameter(
    owner: str, name: str, hints: dict[str, Any], mark: Mark, where: tuple[str, int]
) -> Parameter:
    annotation, domain = hints.get(name), mark.domains.get(name)
    what = f"parameter {name} of {owner}"
    if domain is not None:
        if (
            not callable(domain)
            and not isinstance(domain, Members)
            and not hasattr(domain, "__iter__")
        ):
            raise DefinitionError(
                f"{what}: {domain!r} gives no values", file=where[0], line=where[1]
            )
        return Parameter(name, annotation, None, domain)
    shape = _types.parse(annotation, what) if name in hints else None
    if shape is None or not _types.enumerable(shape):
        raise DefinitionError(
            f"{what} has no values to range over",
            hint=f"give them, as in @fc.{mark.kind}({name}=range(3)), or annotate it with a sort, "
            "Enum, Literal, bool or Annotated[int, fc.Range(0, 2)]",
            file=where[0], line=where[1],
        )  # fmt: skip
    return Parameter(name, annotation, shape, None)


def _sorts(
    variables: tuple[StateVariable, ...],
    constants: tuple[Constant, ...],
    actions: tuple[Action | Method, ...],
    functions: Sequence[Function],
) -> tuple[type[FiniteSort], ...]:
    """The sorts that the model uses, in order of appearance: in annotations, domains, and named in
    its code.
    """
    found: dict[type[FiniteSort], None] = {}
    shapes = [variable.shape for variable in variables] + [
        item.shape for item in constants if item.shape
    ]
    parameters = [parameter for action in actions for parameter in action.parameters]
    shapes += [parameter.shape for parameter in parameters if parameter.shape]
    for shape in shapes:
        for part in shape.walk():
            if sort := _types.sort_of(part):
                found[sort] = None
    domains = [parameter.domain for parameter in parameters]
    for item in domains:
        if isinstance(item, type) and issubclass(item, FiniteSort):
            found[item] = None
    computed: list[Function] = [item for item in domains if inspect.isfunction(item)]
    for function in [*functions, *computed]:
        for named in _named_in(function):
            if (
                isinstance(named, type)
                and issubclass(named, FiniteSort)
                and named not in (FiniteSort, Sort, Symmetric)
            ):
                found[named] = None
    return tuple(found)


def reachable_sorts(model: type) -> tuple[type[FiniteSort], ...]:
    """The sorts that the code of a model names, or code that it may call, libraries apart."""
    found: list[type[FiniteSort]] = []
    seen: set[int] = set()
    waiting: list[object] = [*model.__mro__]
    while waiting:
        item = waiting.pop()
        inner = getattr(item, "__module__", None) or getattr(item, "__name__", "")
        if id(item) in seen or str(inner).partition(".")[0] in _LIBRARIES:
            continue
        seen.add(id(item))
        if isinstance(item, type):
            if issubclass(item, FiniteSort):
                found.append(item)
            waiting += [getattr(part, "__func__", part) for part in vars(item).values()]
        elif inspect.isfunction(item):
            waiting += _named_in(inspect.unwrap(item))
    return tuple(found)


def _named_in(function: Function) -> Iterator[object]:
    """The globals and closure values that the code of a function names, also in modules."""
    codes = [function.__code__]
    while codes:
        code = codes.pop()
        codes += [item for item in code.co_consts if isinstance(item, CodeType)]
        for name in code.co_names:
            yield function.__globals__.get(name)
        modules = [function.__globals__.get(name) for name in code.co_names]
        for module in filter(inspect.ismodule, modules):
            yield from (vars(module).get(name) for name in code.co_names)
    for cell in function.__closure__ or ():
        try:
            yield cell.cell_contents
        except ValueError:  # a name that the enclosing function has not assigned yet
            continue


def _check(definition: ModelDefinition) -> None:
    """What only the whole can tell: variables and init methods exist, domains name sets."""
    name = definition.model.__name__
    if not definition.variables:
        raise DefinitionError(
            f"{name} has no state variables",
            hint="declare them as annotations in the class: x: int",
        )
    if not definition.inits:
        raise DefinitionError(
            f"{name} has no init method",
            hint="decorate one with @fc.init; it assigns every variable",
        )
    sets = {variable.name: variable.shape.kind == "set" for variable in definition.variables}
    for action in definition.actions:
        for variable in (parameter.members for parameter in action.parameters):
            if variable is not None and not sets.get(variable, False):
                raise DefinitionError(
                    f'{name}.{action.name}: members("{variable}"): no state variable that is a set',
                    hint=close_name(variable, [known for known, is_set in sets.items() if is_set]),
                    file=action.file, line=action.line,
                )  # fmt: skip
