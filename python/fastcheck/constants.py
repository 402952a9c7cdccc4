"""Constants of a model, and their resolution for one check into a :class:`Binding`."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from . import _types
from ._cursor import copy_of
from ._types import Shape
from .errors import (
    Ambiguous,
    DefinitionError,
    MissingConstant,
    UnknownConstant,
    UnsupportedValue,
    WrongConstant,
    close_name,
    fits,
)
from .sorts import Binding, FiniteSort, current, make_members

if TYPE_CHECKING:
    from .definition import ModelDefinition


class _Missing:
    def __repr__(self) -> str:
        return "<no default>"


MISSING = _Missing()


@dataclass(frozen=True)
class Constant:
    """A constant of a model: a descriptor whose value the binding of the running check holds.

    Reading a container copies it: what a method does to it is not seen by the next.
    """

    default: Any = MISSING
    name: str = ""
    annotation: Any = Any

    def __set_name__(self, owner: type, name: str) -> None:
        object.__setattr__(self, "name", name)

    def __get__(self, instance: object, owner: type) -> Any:
        if instance is None:
            return self
        return copy_of(current(f"constant {self.name}").constants[self.name])

    def __set__(self, instance: object, value: object) -> None:
        raise DefinitionError(
            f"constant {self.name} cannot be assigned", hint="make it a state variable"
        )

    def with_annotation(self, annotation: Any) -> Constant:
        """The constant with the annotation it has in the class."""
        return replace(self, annotation=annotation)

    @property
    def shape(self) -> Shape | None:
        """Its type; None where the annotation is a class that no state could hold, which constants
        may have.
        """
        try:
            return _types.parse(self.annotation, f"constant {self.name}")
        except (Ambiguous, UnsupportedValue):
            return None


def const(default: Any = MISSING) -> Any:
    """A constant, chosen at check time: ``N: int = fc.const(3)``, or without default if it must be
    given.
    """
    return Constant(default)


def resolve_constants(
    definition: ModelDefinition,
    constants: Mapping[Any, object] | None,
    more_sorts: Iterable[type[FiniteSort]],
) -> Binding:
    """The binding for ``constants``, keyed by name or by sort class; errors FC0201 to FC0204.

    ``more_sorts`` are sorts that only code called by the model mentions.
    """
    if constants is not None and not isinstance(constants, Mapping):
        raise WrongConstant(
            f"constants is a mapping, not a {type(constants).__name__}",
            hint='as in fc.check(Model, {"N": 3})',
        )
    known = {constant.name: constant for constant in definition.constants}
    given_sorts: dict[type[FiniteSort], object] = {}
    given: dict[str, object] = {}
    for key, value in (constants or {}).items():
        sort = _sort_of(key, [*definition.sorts, *more_sorts])
        if key in known:
            given[key] = value
        elif sort is None:
            name = key.__name__ if isinstance(key, type) else str(key)
            hint = (
                close_name(name, [*known, *(sort.__name__ for sort in definition.sorts)])
                or "the model has no constants"
            )
            raise UnknownConstant(
                f"{definition.model.__name__} has no constant or sort {name}", hint=hint
            )
        elif sort in given_sorts:
            raise WrongConstant(
                f"sort {sort.__name__} is given twice", hint="give it by its class or by its name"
            )
        else:
            given_sorts[sort] = value
    binding = Binding({}, {sort: make_members(sort, size) for sort, size in given_sorts.items()})
    _refuse_missing(definition, given, given_sorts)
    for sort in definition.sorts:
        binding.members(sort)
    values = {
        name: _value(constant, given.get(name, constant.default), binding)
        for name, constant in known.items()
    }
    return Binding(values, binding.sorts)


def _sort_of(key: object, sorts: Iterable[type[FiniteSort]]) -> type[FiniteSort] | None:
    """The sort that a key names, or is; None for any other key."""
    return next((sort for sort in sorts if key is sort or key == sort.__name__), None)


def _refuse_missing(
    definition: ModelDefinition,
    given: Mapping[str, object],
    given_sorts: Mapping[type[FiniteSort], object],
) -> None:
    """Names all that has neither a value nor a default at once; FC0202."""
    constants = [
        item.name
        for item in definition.constants
        if item.default is MISSING and item.name not in given
    ]
    sorts = [
        sort.__name__
        for sort in definition.sorts
        if sort._default is None and sort not in given_sorts
    ]
    missing = [f"constant {name} has no value" for name in constants]
    missing += [f"sort {name} has no members" for name in sorts]
    if missing:
        named = constants + sorts
        options = " ".join(f"-D {name}=..." for name in named)
        entries = ", ".join(f'"{name}": ...' for name in named)
        raise MissingConstant(
            "; ".join(missing), hint=f"give {options} or constants={{{entries}}}, or a default"
        )


def _value(constant: Constant, value: object, binding: Binding) -> object:
    """A checked value; a member of a sort or Enum may be given by its name."""
    shape = constant.shape
    if shape is None:
        matches = not isinstance(constant.annotation, type) or isinstance(
            value, constant.annotation
        )
        expected = _types.spell(constant.annotation)
    else:
        value = _named_member(shape, value, binding)
        matches, expected = _types.contains(shape, value, binding), shape.text
    if not matches:
        hint = None
        if shape is not None and shape.kind == "atoms":
            hint = close_name(
                str(value),
                [str(getattr(item, "name", item)) for item in _types.domain(shape, binding) or ()],
            )
        raise WrongConstant(f"constant {constant.name} is {expected}, not {value!r}", hint=hint)
    if isinstance(value, int) and not fits(value):
        raise WrongConstant(f"constant {constant.name} is {value}, and an int has 64 bits")
    return value


def _named_member(shape: Shape, value: object, binding: Binding) -> object:
    if shape.kind != "atoms" or not isinstance(value, str) or isinstance(value, shape.cls or ()):
        return value
    members: tuple[Any, ...] = _types.domain(shape, binding) or ()
    return next((member for member in members if member.name == value), value)


def parse_constant(text: str, annotation: Any) -> object:
    """The value that ``text`` on the command line means for a constant with this annotation, or for
    a sort.

    A sort is a number or names with commas between; other values are written as in Python, strings
    also plain.
    """
    if isinstance(annotation, type) and issubclass(annotation, FiniteSort):
        if text.strip().lstrip("-").isdigit():
            return int(text)
        return [name.strip() for name in text.split(",")]
    try:
        shape = _types.parse(annotation, "a constant")
    except UnsupportedValue:
        shape = Shape("anything", _types.spell(annotation))
    if shape.kind in ("string", "atoms"):
        return text
    if shape.kind == "boolean" or text.lower() in ("true", "false"):
        return {"true": True, "false": False}.get(text.lower(), text)
    try:
        value: object = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        value = text
    empty = Binding({})
    if shape.kind in ("literal", "union") and not any(
        item.kind == "atoms" for item in shape.walk()
    ):
        return value if _types.contains(shape, value, empty) else text
    return value


def parse_constants(definition: ModelDefinition, texts: Mapping[str, str]) -> dict[Any, object]:
    """Constants and sorts given as text, by name. Unknown names are kept, for ``resolve`` to
    refuse.
    """
    sorts = {sort.__name__: sort for sort in definition.sorts}
    known = {constant.name: constant for constant in definition.constants}
    parsed: dict[Any, object] = {}
    for name, text in texts.items():
        if name in known:
            atoms = (shape := known[name].shape) is not None and shape.kind == "atoms"
            parsed[name] = text if atoms else parse_constant(text, known[name].annotation)
        else:
            parsed[name] = parse_constant(text, sorts.get(name, FiniteSort))
    return parsed
