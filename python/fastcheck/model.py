"""The class that models derive from, and what is known of one: its definition and its bindings."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, get_origin

from . import constants as _constants
from ._frames import Variable, frame_of
from ._reading import reachable_sorts, read, refuse_lost
from .constants import Constant, parse_constant, parse_constants
from .definition import Action, Method, ModelDefinition, Parameter, StateVariable, Temporal
from .errors import DefinitionError, UnknownVariable
from .sorts import Binding, binding_of

__all__ = [
    "Action",
    "Binding",
    "Method",
    "Model",
    "ModelDefinition",
    "Parameter",
    "StateVariable",
    "Temporal",
    "bound",
    "definition",
    "parse_constant",
    "parse_constants",
    "resolve",
]


class Model:
    """Base class of models. Annotations without a value are state variables; methods get
    decorators.

    Models are not instantiated: a check runs their methods on instances bound to a state.
    """

    __local_names: ClassVar[dict[str, Any]] = {}

    def __init_subclass__(cls, **rest: Any) -> None:
        super().__init_subclass__(**rest)
        cls.__local_names = {**cls.__local_names, **_enclosing_names()}
        refuse_lost(cls)
        inherited = {name for base in cls.__mro__[1:] for name in vars(base)}
        for name, annotation in _own_annotations(cls).items():
            if not _is_class_variable(annotation):
                _declare(cls, name, inherited)

    def __init__(self) -> None:
        raise DefinitionError(
            f"{type(self).__name__} is not instantiated",
            hint=f"call fastcheck.check({type(self).__name__})",
        )

    if not TYPE_CHECKING:  # type checkers are to refuse what is not declared

        def __getattr__(self, name: str) -> NoReturn:
            """Only for what is not there; names with an underscore are looked up by Python."""
            if name.startswith("_"):
                raise AttributeError(f"{type(self).__name__} has no {name}", name=name, obj=self)
            raise _unknown(type(self), name)

    def __setattr__(self, name: str, value: object) -> None:
        if not isinstance(getattr(type(self), name, None), Variable | Constant):
            frame_of(self, name)
            raise _unknown(type(self), name)
        object.__setattr__(self, name, value)

    def __delattr__(self, name: str) -> NoReturn:
        raise UnknownVariable(
            f"{name} cannot be deleted", hint="every state variable always has a value"
        )


def _unknown(model: type, name: str) -> UnknownVariable:
    """The error for a variable that is not declared."""
    known = [item for item in dir(model) if isinstance(getattr(model, item), Variable | Constant)]
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    return UnknownVariable(
        f"{model.__name__} has no state variable {name}",
        hint=f"did you mean {near[0]}?" if near else f"declare it in the class: {name}: int",
    )


def _enclosing_names() -> dict[str, Any]:
    """The local names around the class statement, if it stands in a function: annotations may use
    them.
    """
    frame = sys._getframe(2)
    while frame is not None and frame.f_code.co_filename == __file__:
        frame = frame.f_back  # type: ignore[assignment]
    return {} if frame is None or frame.f_locals is frame.f_globals else dict(frame.f_locals)


def _own_annotations(cls: type) -> dict[str, Any]:
    """The annotations in the body of the class itself, in order, as far as names are known yet."""
    if sys.version_info >= (3, 14):
        import annotationlib

        return annotationlib.get_annotations(cls, format=annotationlib.Format.FORWARDREF)
    own: dict[str, Any] = vars(cls).get("__annotations__", {})
    return own


def _is_class_variable(annotation: Any) -> bool:
    if isinstance(annotation, str):
        return annotation.startswith(("ClassVar", "typing.ClassVar", "t.ClassVar"))
    return annotation is ClassVar or get_origin(annotation) is ClassVar


def _declare(cls: type, name: str, inherited: set[str]) -> None:
    """Makes an annotated name a state variable, unless it is a constant."""
    item = vars(cls).get(name)
    if isinstance(item, Constant):
        return
    if name in vars(cls):
        raise DefinitionError(
            f"state variable {cls.__name__}.{name} has a value in the class",
            hint=f"assign self.{name} in an @fc.init method, or use fc.const(...)",
        )
    if isinstance(getattr(cls, name, None), Variable):
        return
    if name in inherited or name == "_frame":
        raise DefinitionError(
            f"state variable {cls.__name__}.{name} hides something of a base class",
            hint="rename it",
        )
    setattr(cls, name, Variable(name))


def definition(model: type) -> ModelDefinition:
    """What the class says now; errors FC0106, FC0301 to FC0303.

    Read anew each time: a class, its bases and what their annotations name can change between
    checks.
    """
    if not (isinstance(model, type) and issubclass(model, Model)) or model is Model:
        raise DefinitionError(
            f"{model!r} is not a model", hint="derive a class from fastcheck.Model"
        )
    return read(model, vars(model)["_Model__local_names"])


def resolve(
    model: type,
    constants: Mapping[Any, object] | None = None,
    known: ModelDefinition | None = None,
) -> Binding:
    """The constants and sort members of a check of ``model``; errors FC0201 to FC0204.

    ``known`` is its definition, where the caller has just read it.
    """
    known = known or definition(model)
    return _constants.resolve_constants(
        known, constants, reachable_sorts(model) if constants else ()
    )


@contextmanager
def bound(model: type, constants: Mapping[Any, object] | None = None) -> Iterator[Binding]:
    """Binds constants and sorts by hand, so that ``RM.all()`` works outside a check."""
    with binding_of(resolve(model, constants)) as binding:
        yield binding
