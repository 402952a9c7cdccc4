"""Finite sorts: types whose members are chosen when a check starts, and the binding that holds the
choice.

A binding (the members of every sort, the values of the constants) is held by a context variable
while code of the model runs, so checks in several threads do not see each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, ClassVar, NoReturn, Self, TypeVar
from zlib import crc32

from .errors import EmptySort, MissingConstant, NotRunning, WrongConstant

S = TypeVar("S", bound="FiniteSort")


class FiniteSort:
    """What :class:`Sort` and :class:`Symmetric` have in common. Members are equal if sort, index
    and name are.
    """

    __slots__ = ("_hash", "_index", "_name")
    _default: ClassVar[int | Sequence[str] | None] = None
    _name: str
    _index: int
    _hash: int

    def __init_subclass__(cls, *, default: int | Sequence[str] | None = None, **rest: Any) -> None:
        """``default`` is the number of members, or their names, when a check gives neither."""
        super().__init_subclass__(**rest)
        cls._default = default

    def __init__(self) -> None:
        name = type(self).__name__
        raise TypeError(f"members of {name} are chosen when a check starts: use {name}.all()")

    @classmethod
    def all(cls) -> tuple[Self, ...]:
        """The members in order, as the running check has chosen them."""
        binding = current(f"{cls.__name__}.all()")
        return binding.members(cls)

    @property
    def name(self) -> str:
        """The name of the member, as messages and traces show it."""
        return self._name

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, FiniteSort):
            return NotImplemented
        return (
            type(self) is type(other) and self._index == other._index and self._name == other._name
        )

    def __hash__(self) -> int:
        """The same in every process: made of the name of the sort and the index."""
        return self._hash

    def __repr__(self) -> str:
        return self._name

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return make_member, (type(self), self._name, self._index)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"members of {type(self).__name__} cannot be changed")


class Sort(FiniteSort):
    """A finite sort without a promise of symmetry: its members also have an index."""

    __slots__ = ()

    @property
    def index(self) -> int:
        """The position of the member in ``all()``, from 0."""
        return self._index


class Symmetric(FiniteSort):
    """A finite sort whose members are interchangeable: the model only compares them for equality
    and stores them.
    """

    __slots__ = ()


def make_member(sort: type[S], name: str, index: int) -> S:
    """The member of ``sort`` with this name and index."""
    member = object.__new__(sort)
    object.__setattr__(member, "_name", name)
    object.__setattr__(member, "_index", index)
    object.__setattr__(member, "_hash", (crc32(sort.__qualname__.encode()) << 16) + index)
    return member


def make_members(sort: type[S], size: object) -> tuple[S, ...]:
    """The members for a size (``RM1``, ``RM2``, ...) or for a list of names; errors FC0203 and
    FC0204.
    """
    if isinstance(size, int) and not isinstance(size, bool):
        names: Sequence[object] = [f"{sort.__name__}{number}" for number in range(1, size + 1)]
    elif isinstance(size, list | tuple | range):
        names = size
    else:
        raise WrongConstant(
            f"sort {sort.__name__} cannot be {size!r}",
            hint="give a number of members, or a list of their names",
        )
    if not names:
        raise EmptySort(f"sort {sort.__name__} is empty", hint="it needs at least one member")
    for name in names:
        if not isinstance(name, str) or not name:
            raise WrongConstant(
                f"a member of sort {sort.__name__} cannot be called {name!r}",
                hint="a name is missing between the commas" if name == "" else "names are strings",
            )
    if len(dict.fromkeys(names)) < len(names):
        raise WrongConstant(
            f"two members of sort {sort.__name__} have the same name", hint="names must differ"
        )
    return tuple(make_member(sort, str(name), index) for index, name in enumerate(names))


@dataclass(frozen=True)
class Binding:
    """The constants of one check, by name, and the members of its sorts."""

    constants: Mapping[str, object]
    sorts: dict[type[FiniteSort], tuple[Any, ...]] = field(default_factory=dict)

    def members(self, sort: type[S]) -> tuple[S, ...]:
        """The members of ``sort``; one that the model does not mention gets its default here."""
        if sort not in self.sorts:
            if sort._default is None:
                name = sort.__name__
                raise MissingConstant(
                    f"sort {name} has no members",
                    hint=f'give -D {name}=3 or constants={{"{name}": 3}}, or a default',
                )
            self.sorts[sort] = make_members(sort, sort._default)
        return self.sorts[sort]


_current: ContextVar[Binding | None] = ContextVar("fastcheck_binding", default=None)


def current(what: str) -> Binding:
    """The binding of the running check; ``what`` names, for the error, what was asked for."""
    binding = _current.get()
    if binding is None:
        raise NotRunning(
            f"{what} is known only while a check runs",
            hint="with fastcheck.bound(Model, {...}): binds it by hand",
        )
    return binding


@contextmanager
def binding_of(binding: Binding) -> Iterator[Binding]:
    """Holds ``binding`` as the current one."""
    token = _current.set(binding)
    try:
        yield binding
    finally:
        _current.reset(token)
