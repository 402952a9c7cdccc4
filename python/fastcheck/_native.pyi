"""The native module: the engine behind :func:`fastcheck.check`.

Not for users; it may change with any version.
"""

from collections.abc import Callable, Mapping
from typing import Any, Protocol, final, type_check_only

__all__ = ["Access", "Cursor", "Recorded", "Schema", "StopToken", "check_specification", "explore"]

@final
class Schema:
    """A declared type; immutable, belongs to no run."""

    @property
    def text(self) -> str:
        """The type as the user wrote it."""
    @property
    def kind(self) -> str:
        """boolean, integer, string, none, literal, atoms, tuple, list, set, dict, record, union or
        anything.
        """
    @property
    def item(self) -> Schema | None:
        """The type of the elements of a set, list or ``tuple[T, ...]``."""
    @property
    def key(self) -> Schema | None:
        """The type of a dict's keys."""
    @property
    def value(self) -> Schema | None:
        """The type of a dict's values."""
    @property
    def fields(self) -> dict[str, Schema]:
        """The types of a record's fields."""
    @property
    def choices(self) -> list[Schema]:
        """The alternatives of a union; the item types of ``tuple[A, B]``."""
    @property
    def cls(self) -> type | None:
        """The class of a record or NamedTuple."""
    @property
    def frozen(self) -> bool:
        """Whether it is a frozenset."""
    @staticmethod
    def boolean() -> Schema:
        """``bool``."""
    @staticmethod
    def integer(low: int | None, high: int | None, text: str) -> Schema:
        """``int``, with inclusive bounds."""
    @staticmethod
    def string() -> Schema:
        """``str``."""
    @staticmethod
    def none() -> Schema:
        """``None``."""
    @staticmethod
    def literal(values: list[Any], text: str) -> Schema:
        """``Literal[...]`` of bool, int, str, None and Enum members."""
    @staticmethod
    def atoms(members: list[tuple[str, Any]], text: str) -> Schema:
        """A sort or an Enum, as its members with their names."""
    @staticmethod
    def tuple_of(items: list[Schema], cls: type | None, text: str) -> Schema:
        """``tuple[A, B]``, or a NamedTuple class."""
    @staticmethod
    def tuple_any(item: Schema, text: str) -> Schema:
        """``tuple[T, ...]``."""
    @staticmethod
    def list_of(item: Schema, text: str) -> Schema:
        """``list[T]``."""
    @staticmethod
    def set_of(item: Schema, frozen: bool, text: str) -> Schema:
        """``set[T]`` or ``frozenset[T]``."""
    @staticmethod
    def dict_of(key: Schema, value: Schema, text: str) -> Schema:
        """``dict[K, V]``."""
    @staticmethod
    def record(cls: type, fields: list[tuple[str, Schema]], text: str) -> Schema:
        """A frozen dataclass."""
    @staticmethod
    def union(choices: list[Schema], text: str) -> Schema:
        """``A | B``. A value is read back as the first choice that admits it."""
    @staticmethod
    def anything(hashed: bool = False) -> Schema:
        """``Any``: scalars, tuples, frozensets, dicts, Enum and sort members, frozen dataclasses,
        NamedTuples. ``hashed``: in elements of a set or keys of a dict, where bool beside int is
        refused.
        """

@final
class Recorded:
    """The recorded graph of a run that was asked to keep it."""

    def check(self, name: str, described: tuple[Any, ...]) -> tuple[list[int], int] | None:
        """A fair behaviour that violates the formula: the numbers of its states, and the index of
        the one that follows the last.
        """

@final
class Cursor:
    """A place in the state as the current run of a body sees it.

    Dead after the run: every method raises DeadView.

    While a predicate of :meth:`select` runs, every method raises StateRead. Where only reading is
    allowed, writing raises AssignedInPredicate. Writing a value outside the declared type raises
    TypeViolation.
    """

    @property
    def schema(self) -> Schema:
        """The declared type of the place."""
    def load(self) -> Any:
        """The whole value; the same object each time if it is immutable.

        KeyError if there is none.
        """
    def store(self, value: object) -> None:
        """Replaces the value by a copy of ``value``."""
    def kind(self) -> str:
        """The kind of the type; for a union, of the value there now."""
    def child(self, key: object) -> Cursor:
        """The entry of a dict, the item of a list or tuple (from 0), the field of a record.

        It need not exist.
        """
    def has(self, key: object) -> bool:
        """Whether a dict has the key."""
    def size(self) -> int:
        """How many elements, entries or items."""
    def keys(self) -> list[Any]:
        """The keys of a dict in canonical order."""
    def delete(self, key: object) -> None:
        """Removes the entry of a dict, which must exist."""
    def contains(self, member: object) -> bool:
        """Whether a set contains the member; False for what cannot be one."""
    def add(self, member: object) -> None:
        """Adds a member to a set."""
    def discard(self, member: object) -> None:
        """Removes a member from a set, if it is there."""
    def members(self) -> list[Any]:
        """The members of a set in canonical order."""
    def select(self, key: object, predicate: Callable[[Any], bool]) -> list[Any]:
        """The members that satisfy a predicate of the element alone, in canonical order.

        Equal keys mean the same predicate. It may be called later, for any element ever seen,
        without a state.
        """
    def append(self, item: object) -> None:
        """Appends to a list."""
    def pop_first(self) -> None:
        """Drops the first item of a list, which must have one."""
    def pop_last(self) -> None:
        """Drops the last item of a list, which must have one."""

@final
class Access:
    """One question put to Python."""

    @property
    def question(self) -> int:
        """Index into the questions of the description; -1 for the initial states."""
    @property
    def element(self) -> Any:
        """The element, for an action that ranges over the members of a set; else None."""
    def root(self, variable: int) -> Cursor:
        """The whole of a variable, for the run that is going on."""
    def root_after(self, variable: int) -> Cursor:
        """The whole of a variable after the step; for step properties."""
    def begin(self) -> None:
        """A new run of the body begins: writes since the last successor are forgotten, cursors are
        dead.
        """
    def successor(self) -> None:
        """The run is complete: its writes are one successor. Cursors are dead."""

@final
class StopToken:
    """Asks one run to stop; from any thread."""

    def __new__(cls) -> StopToken: ...
    def stop(self) -> None:
        """The answer will be ``incomplete``, unless something was found."""

@type_check_only
class Description(Protocol):
    """A model, as :func:`explore` reads it once and then calls it."""

    @property
    def variables(self) -> list[tuple[str, Schema]]: ...
    @property
    def questions(self) -> list[tuple[str, str, int, list[tuple[str, Any]], str]]:
        """Kind, name, index into ``actions`` or -1, arguments, location."""
    @property
    def actions(self) -> list[tuple[str, str]]:
        """Name and location."""
    @property
    def members(self) -> Mapping[int, tuple[str, int]]:
        """By question: the parameter, and the variable whose set it ranges over."""
    @property
    def direct(self) -> set[int]:
        """Questions that are never learned."""
    def init(self, access: Access) -> None:
        """Makes the initial states: begin, store every variable, successor."""
    def answer(self, access: Access) -> bool | None:
        """Runs a question: an action calls begin and successor, the others answer."""

def explore(
    description: Description,
    options: dict[str, Any],
    progress: Callable[[dict[str, Any]], None] | None,
    stop: StopToken,
) -> dict[str, Any]:
    """Explores a model.

    All its code, and ``progress`` (4 times a second), run on the calling thread.

    Ctrl-C stops the run; the answer is then ``incomplete`` with what is known. What ``progress``
    raises stops the run and is raised here.

    Options: workers, deadlock, max_states, max_depth, max_seconds, memory (bytes), continue_,
    fingerprint, learn, states, graph.

    Keys of the answer: verdict, exit_code, stop_reason, violations, errors (with the trace that led
    there, or None), properties, stats, actions, warnings, learning, states (columns and depth) and
    graph, both None unless asked for; numbers by state or edge are bytes of little-endian 32-bit
    words.
    """

def check_specification(
    request: dict[str, Any],
    options: dict[str, Any],
    listener: Callable[[str, Any], None] | None,
    stop: StopToken,
) -> dict[str, Any]:
    """Checks a TLA+ specification, on threads of its own.

    Keys of ``request``: path, config (a path or None), library (folders), specification, init, next
    (names or None), constants (pairs of a name and a constant expression), invariants and
    properties (names or None).

    ``listener`` is called on the calling thread with a kind and a content: ``loaded`` (the modules
    read), ``exploring`` (the warnings so far), ``initial`` (how many initial states there are),
    ``print`` (a line of the specification), ``progress`` (numbers, 4 times a second).

    Options and answer as for :func:`explore`; values are those of ``fastcheck.values``. Further
    keys: language, ``tla+``; details (modules, counts of initial states); refused, whether the
    specification or its configuration is not right: then there are but errors, details and
    exit_code.
    """
