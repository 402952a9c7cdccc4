"""Annotations read as types of values: what they contain, and the engine's schema for them."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import combinations
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from ._alike import compares_plainly, confused, member_name, overlap, scalar
from ._order import CanonicalSet
from .errors import Ambiguous, Unhashable, UnsupportedValue
from .sorts import Binding, FiniteSort, Sort, Symmetric

if TYPE_CHECKING:
    from ._native import Schema

_INSTEAD = {
    float: "use int, or str: floating-point numbers are never equal when they should be",
    bytes: "use str or tuple[int, ...]",
    bytearray: "use str or tuple[int, ...]",
    complex: "use tuple[int, int]",
    dict: "say of what: dict[K, V]",
    set: "say of what: set[T]",
    frozenset: "say of what: frozenset[T]",
    list: "say of what: list[T]",
    tuple: "say of what: tuple[A, B] or tuple[T, ...]",
    object: "use Any, or a union of the types meant",
}
_SUPPORTED = (
    "supported: bool, int, str, None, Literal, Enum, sorts, tuple, frozenset, set, list, dict, "
    "frozen dataclasses, unions, Annotated[int, Range(low, high)], Any"
)
_SIMPLE = {bool: "boolean", int: "integer", str: "string", type(None): "none", None: "none"}


@dataclass(frozen=True)
class Range:
    """Bounds of an integer, both inclusive: ``Annotated[int, Range(0, 7)]``."""

    low: int
    high: int

    def __post_init__(self) -> None:
        for bound in (self.low, self.high):
            if type(bound) is not int:
                raise TypeError(f"the bounds of a Range are int, not {bound!r}")
        if self.low > self.high:
            raise ValueError(f"Range({self.low}, {self.high}) is empty")


@dataclass(frozen=True)
class Shape:
    """A type of values. ``kind`` is as in the engine's schema; ``text`` is for messages.

    ``items`` are the parts: of a tuple or union all, of a set, list or open tuple one, of a dict
    key and value, of a record the types of ``names``.
    """

    kind: str
    text: str
    items: tuple[Shape, ...] = ()
    names: tuple[str, ...] = ()
    cls: type | None = None
    values: tuple[object, ...] = ()
    low: int | None = None
    high: int | None = None
    frozen: bool = True

    @property
    def hashable(self) -> bool:
        """Whether the values may be elements of a set or keys of a dict."""
        return self.frozen and all(item.hashable for item in self.items)

    def walk(self) -> Iterator[Shape]:
        """This shape and all its parts."""
        yield self
        for item in self.items:
            yield from item.walk()


def spell(annotation: Any) -> str:
    """An annotation as a user writes it."""
    if annotation is None or annotation is type(None):
        return "None"
    if annotation is Ellipsis:
        return "..."
    if isinstance(annotation, str):
        return annotation
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return (
            f"Literal[{', '.join(str(v) if isinstance(v, Enum) else repr(v) for v in arguments)}]"
        )
    if origin is Annotated:
        extra = next((item for item in arguments[1:] if isinstance(item, Range)), None)
        base = spell(arguments[0])
        return f"Annotated[{base}, Range({extra.low}, {extra.high})]" if extra else base
    if origin in (Union, types.UnionType):
        return " | ".join(spell(item) for item in arguments)
    if origin is not None:
        inner = ", ".join(spell(item) for item in arguments) or "()"
        return f"{getattr(origin, '__name__', origin)}[{inner}]"
    return getattr(annotation, "__name__", None) or repr(annotation)


def parse(annotation: Any, owner: str) -> Shape:
    """The shape of an annotation; ``owner`` says in errors (FC0301, FC0303) whose it is."""
    return _Parser(owner, ()).parse(annotation)


@dataclass(frozen=True)
class _Parser:
    """Reads annotations; ``inside`` holds the dataclasses that are being read, to refuse recursive
    ones.
    """

    owner: str
    inside: tuple[type, ...]

    def unsupported(self, annotation: Any, hint: str) -> UnsupportedValue:
        return UnsupportedValue(f"{self.owner} cannot have type {spell(annotation)}", hint=hint)

    def parse(self, annotation: Any) -> Shape:
        if isinstance(annotation, typing.NewType):
            return self.parse(annotation.__supertype__)
        if type(annotation).__name__ == "TypeAliasType":
            return self.parse(annotation.__value__)
        if annotation is Any:
            return Shape("anything", "Any")
        if annotation is None or (isinstance(annotation, type) and annotation in _SIMPLE):
            return Shape(_SIMPLE[annotation], spell(annotation))
        origin = get_origin(annotation)
        if origin is not None:
            return self.generic(annotation, origin, get_args(annotation))
        if isinstance(annotation, type):
            return self.named(annotation)
        raise self.unsupported(annotation, _SUPPORTED)

    def named(self, cls: type) -> Shape:
        text = cls.__name__
        if issubclass(cls, FiniteSort):
            if cls in (FiniteSort, Sort, Symmetric):
                raise self.unsupported(
                    cls, "make a sort of your own: class Node(fc.Symmetric): ..."
                )
            return Shape("atoms", text, cls=cls)
        if issubclass(cls, Enum):
            if not len(cls):
                raise self.unsupported(cls, "an Enum needs members")
            if isinstance(cls.__eq__, types.FunctionType):
                raise self.unsupported(cls, f"let members of {text} compare as Enums do: no __eq__")
            return Shape("atoms", text, cls=cls, values=tuple(cls))
        if issubclass(cls, tuple) and hasattr(cls, "_fields"):
            self.compares_plainly(cls)
            return self.unchanging(cls, self.fields(cls, "tuple", cls._fields))
        if dataclasses.is_dataclass(cls):
            parameters = cls.__dataclass_params__  # type: ignore[attr-defined]
            if not parameters.frozen:
                raise self.unsupported(cls, f"make {text} frozen: @dataclass(frozen=True)")
            if not parameters.eq:
                raise self.unsupported(
                    cls, f"let {text} compare by value: @dataclass(frozen=True) without eq=False"
                )
            self.compares_plainly(cls)
            return self.fields(
                cls, "record", tuple(field.name for field in dataclasses.fields(cls))
            )
        raise self.unsupported(
            cls, _INSTEAD.get(cls, f"make it a frozen dataclass or an Enum; {_SUPPORTED}")
        )

    def compares_plainly(self, cls: type) -> None:
        if not compares_plainly(cls):
            raise self.unsupported(
                cls,
                f"let {cls.__name__} compare and hash by all its fields: no compare=False, "
                "hash=False, __eq__ or __hash__",
            )

    def unchanging(self, annotation: Any, shape: Shape) -> Shape:
        """A tuple is read as a copy: a change of a container in it would be lost."""
        for item in shape.items:
            if not item.hashable:
                raise self.unsupported(
                    annotation,
                    f"{item.text} in a tuple cannot be changed in place: make the tuple a frozen "
                    f"dataclass, or use tuple and frozenset in place of {item.text}",
                )
        return shape

    def fields(self, cls: type, kind: str, names: tuple[str, ...]) -> Shape:
        if cls in self.inside:
            raise self.unsupported(
                cls, "recursive types are not supported: refer to the other value by a key"
            )
        hints = typing.get_type_hints(cls, include_extras=True)
        items = []
        for name in names:
            inner = _Parser(f"field {name} of {cls.__name__} in {self.owner}", (*self.inside, cls))
            if name not in hints:
                raise self.unsupported(
                    cls, f"field {name} has no annotation: use typing.NamedTuple"
                )
            items.append(inner.parse(hints[name]))
        return Shape(kind, cls.__name__, tuple(items), names, cls)

    def generic(self, annotation: Any, origin: Any, arguments: tuple[Any, ...]) -> Shape:
        text = spell(annotation)
        if origin is Annotated:
            return self.annotated(annotation, arguments)
        if origin is Literal:
            return self.literal(annotation, arguments)
        if origin in (Union, types.UnionType):
            return self.union(text, tuple(self.parse(item) for item in arguments))
        if origin is tuple:
            if len(arguments) == 2 and arguments[1] is Ellipsis:
                shape = Shape("tuple_any", text, (self.parse(arguments[0]),))
            else:
                shape = Shape("tuple", text, tuple(self.parse(item) for item in arguments))
            return self.unchanging(annotation, shape)
        if origin in (set, frozenset):
            item = self.hashable(arguments[0], f"elements of {text}")
            return Shape("set", text, (item,), frozen=origin is frozenset)
        if origin is list:
            return Shape("list", text, (self.parse(arguments[0]),), frozen=False)
        if origin is dict:
            key = self.hashable(arguments[0], f"keys of {text}")
            value = self.parse(arguments[1])
            if value.items and any(part.kind == "anything" for part in key.walk()):
                raise self.unsupported(
                    annotation,
                    "declare the type of the keys: equal ones, as 1 and True, may differ",
                )
            return Shape("dict", text, (key, value), frozen=False)
        raise self.unsupported(annotation, _SUPPORTED)

    def union(self, text: str, items: tuple[Shape, ...]) -> Shape:
        """Where a container is changed in place, its value must tell which choice it is of."""
        for one, other in combinations(items, 2):
            if not (one.hashable and other.hashable) and overlap(one, other):
                raise Ambiguous(
                    f"{self.owner}: {text} does not tell {one.text} from {other.text}",
                    hint='use a dataclass for each choice with a field such as kind: Literal["a"]',
                )
        return Shape("union", text, items)

    def hashable(self, annotation: Any, what: str) -> Shape:
        shape = self.parse(annotation)
        if not shape.hashable:
            raise Unhashable(
                f"{self.owner}: {what} must be hashable, {shape.text} is not",
                hint="use frozenset[T], tuple[T, ...] or a frozen dataclass instead",
            )
        if confused(shape, shape):
            raise Ambiguous(
                f"{self.owner}: {what} have type {shape.text}, and Python takes some of its values "
                "for the same, as True and 1",
                hint="use types that are never equal: not bool with int, nor str with a str Enum",
            )
        return shape

    def annotated(self, annotation: Any, arguments: tuple[Any, ...]) -> Shape:
        base = self.parse(arguments[0])
        bounds = next((item for item in arguments[1:] if isinstance(item, Range)), None)
        if bounds is None:
            return base
        if base.kind != "integer":
            raise self.unsupported(annotation, "Range goes with int")
        if bounds.low < -(2**63) or bounds.high >= 2**63:
            raise self.unsupported(annotation, "an int has 64 bits: -2**63 to 2**63 - 1")
        return Shape("integer", spell(annotation), low=bounds.low, high=bounds.high)

    def literal(self, annotation: Any, arguments: tuple[Any, ...]) -> Shape:
        for value in arguments:
            if not isinstance(value, bool | int | str | Enum | None):
                raise self.unsupported(
                    annotation, "a Literal holds bool, int, str, None and Enum members"
                )
            if type(value) is int and not -(2**63) <= value < 2**63:
                raise self.unsupported(annotation, "an int has 64 bits: -2**63 to 2**63 - 1")
        for one, other in combinations(arguments, 2):
            if scalar(one) == scalar(other) and type(one) is not type(other):
                raise Ambiguous(
                    f"{self.owner}: {one!r} and {other!r} would be the same value",
                    hint="rename one of them",
                )
        return Shape("literal", spell(annotation), values=arguments)


def domain(shape: Shape, binding: Binding) -> tuple[object, ...] | None:
    """All values of a small finite type in order; None for the others."""
    if shape.kind == "boolean":
        return (False, True)
    if shape.kind == "none":
        return (None,)
    if shape.kind in ("literal", "atoms"):
        return binding.members(sort) if (sort := sort_of(shape)) else shape.values
    if shape.kind == "integer" and shape.low is not None and shape.high is not None:
        return tuple(range(shape.low, shape.high + 1))
    if shape.kind == "union":
        parts = [domain(item, binding) for item in shape.items]
        if any(part is None for part in parts):
            return None
        return tuple(
            {(type(value), value): value for part in parts if part for value in part}.values()
        )
    return None


def enumerable(shape: Shape) -> bool:
    """Whether :func:`domain` gives values, known without a binding."""
    if shape.kind == "union":
        return all(enumerable(item) for item in shape.items)
    bounded = shape.kind == "integer" and shape.low is not None
    return bounded or shape.kind in ("boolean", "none", "literal", "atoms")


def sort_of(shape: Shape) -> type[FiniteSort] | None:
    """The sort, if the shape is one."""
    return shape.cls if shape.cls is not None and issubclass(shape.cls, FiniteSort) else None


def contains(shape: Shape, value: Any, binding: Binding) -> bool:
    """Whether ``value`` is of the type: exact about bool and int, deep in containers."""
    kind, items = shape.kind, shape.items
    if kind == "anything":
        return True
    if kind == "union":
        return any(contains(item, value, binding) for item in items)
    if kind == "literal":
        return any(type(value) is type(choice) and value == choice for choice in shape.values)
    if kind == "atoms":
        known = binding.members(sort) if (sort := sort_of(shape)) else shape.values
        return type(value) is shape.cls and value in known
    if kind == "integer":
        low, high = shape.low, shape.high
        return (
            type(value) is int and (low is None or low <= value) and (high is None or value <= high)
        )
    if kind in ("boolean", "string", "none"):
        return type(value) is {"boolean": bool, "string": str, "none": type(None)}[kind]
    return _contains_parts(shape, value, binding)


def _contains_parts(shape: Shape, value: Any, binding: Binding) -> bool:
    kind, items = shape.kind, shape.items
    if kind == "record":
        if type(value) is not shape.cls:
            return False
        pairs = zip(items, (getattr(value, name) for name in shape.names), strict=True)
        return all(contains(item, part, binding) for item, part in pairs)
    if kind == "tuple":
        return (
            _is_a(value, shape.cls or tuple)
            and len(value) == len(items)
            and all(contains(item, part, binding) for item, part in zip(items, value, strict=True))
        )
    if kind == "dict":
        return _is_a(value, dict) and all(
            contains(items[0], key, binding) and contains(items[1], part, binding)
            for key, part in value.items()
        )
    cls: type = {"tuple_any": tuple, "list": list, "set": frozenset if shape.frozen else set}[kind]
    return _is_a(value, cls) and all(contains(items[0], part, binding) for part in value)


def _is_a(value: Any, cls: type) -> bool:
    """Exactly of the class: a subclass may compare differently."""
    return type(value) is cls or (type(value) is CanonicalSet and cls is frozenset)


def schema(shape: Shape, binding: Binding, hashed: bool = False) -> Schema:
    """The engine's schema; ``hashed`` in elements of a set and keys of a dict. Needs the native
    module.
    """
    from ._native import Schema

    kind, text = shape.kind, shape.text
    items = [
        schema(item, binding, hashed or kind == "set" or (kind == "dict" and not index))
        for index, item in enumerate(shape.items)
    ]
    if kind in ("boolean", "string", "none"):
        simple: Schema = getattr(Schema, kind)()
        return simple
    if kind == "anything":
        return Schema.anything(hashed)
    if kind == "integer":
        return Schema.integer(shape.low, shape.high, text)
    if kind == "literal":
        return Schema.literal(list(shape.values), text)
    if kind == "atoms":
        members: tuple[Any, ...] = (
            binding.members(sort) if (sort := sort_of(shape)) else shape.values
        )
        return Schema.atoms([(member_name(member), member) for member in members], text)
    if kind == "record":
        assert shape.cls is not None
        return Schema.record(shape.cls, list(zip(shape.names, items, strict=True)), text)
    if kind == "tuple":
        return Schema.tuple_of(items, shape.cls, text)
    if kind == "tuple_any":
        return Schema.tuple_any(items[0], text)
    if kind == "set":
        return Schema.set_of(items[0], shape.frozen, text)
    if kind == "list":
        return Schema.list_of(items[0], text)
    if kind == "dict":
        return Schema.dict_of(items[0], items[1], text)
    return Schema.union(items, text)
