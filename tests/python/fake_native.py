"""A stand-in for the native module: schemas, cursors that log what is read, and a plain search.

It follows the contract of ``_native`` with ordinary containers, so that the language is tested
apart from the engine.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from fastcheck._cursor import PlainCursor, copy_of, kind_of
from fastcheck._order import in_order, order_key
from fastcheck.errors import DeadView, StateRead, TypeViolation


@dataclass
class Schema:
    """A declared type."""

    kind: str
    text: str = ""
    item: Any = None
    key: Any = None
    value: Any = None
    fields: dict[str, Any] = field(default_factory=dict)
    choices: list[Any] = field(default_factory=list)
    cls: type | None = None
    frozen: bool = True
    items: list[Any] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    bounds: tuple[int | None, int | None] = (None, None)

    @staticmethod
    def boolean() -> Schema:
        return Schema("boolean", "bool")

    @staticmethod
    def integer(low: int | None, high: int | None, text: str) -> Schema:
        return Schema("integer", text, bounds=(low, high))

    @staticmethod
    def string() -> Schema:
        return Schema("string", "str")

    @staticmethod
    def none() -> Schema:
        return Schema("none", "None")

    @staticmethod
    def literal(values: list[object], text: str) -> Schema:
        return Schema("literal", text, values=values)

    @staticmethod
    def atoms(members: list[tuple[str, object]], text: str) -> Schema:
        return Schema("atoms", text, values=[member for _, member in members])

    @staticmethod
    def tuple_of(items: list[Schema], cls: type | None, text: str) -> Schema:
        return Schema("tuple", text, items=items, cls=cls)

    @staticmethod
    def tuple_any(item: Schema, text: str) -> Schema:
        return Schema("tuple", text, item=item)

    @staticmethod
    def list_of(item: Schema, text: str) -> Schema:
        return Schema("list", text, item=item, frozen=False)

    @staticmethod
    def set_of(item: Schema, frozen: bool, text: str) -> Schema:
        return Schema("set", text, item=item, frozen=frozen)

    @staticmethod
    def dict_of(key: Schema, value: Schema, text: str) -> Schema:
        return Schema("dict", text, key=key, value=value, frozen=False)

    @staticmethod
    def record(cls: type, fields: list[tuple[str, Schema]], text: str) -> Schema:
        return Schema("record", text, fields=dict(fields), cls=cls)

    @staticmethod
    def union(choices: list[Schema], text: str) -> Schema:
        return Schema("union", text, choices=choices)

    @staticmethod
    def anything(hashed: bool = False) -> Schema:
        return Schema("anything", "Any")

    def accepts(self, value: Any) -> bool:
        """Whether the value is of the type."""
        if self.kind == "anything":
            return True
        if self.kind == "union":
            return any(choice.accepts(value) for choice in self.choices)
        if self.kind in ("literal", "atoms"):
            return any(type(value) is type(known) and value == known for known in self.values)
        if self.kind == "integer":
            low, high = self.bounds
            inside = (low is None or low <= value) and (high is None or value <= high)
            return type(value) is int and inside
        if self.kind in ("boolean", "string", "none"):
            return type(value) is {"boolean": bool, "string": str, "none": type(None)}[self.kind]
        return self._accepts_parts(value)

    def _accepts_parts(self, value: Any) -> bool:
        if self.kind == "set":
            fits = isinstance(value, set | frozenset)
            return fits and all(self.item.accepts(x) for x in value)
        if self.kind == "tuple":
            parts = self.items or [self.item] * len(value)
            fits = isinstance(value, tuple) and len(parts) == len(value)
            return fits and all(part.accepts(x) for part, x in zip(parts, value, strict=True))
        if self.kind == "record":
            fits = isinstance(value, self.cls or ())
            return fits and all(s.accepts(getattr(value, n)) for n, s in self.fields.items())
        if self.kind == "list":
            return type(value) is list and all(self.item.accepts(x) for x in value)
        return type(value) is dict and all(
            self.key.accepts(k) and self.value.accepts(v) for k, v in value.items()
        )


class Cursor(PlainCursor):
    """A plain cursor that logs reads as (operation, path...), dies with its run, checks types."""

    def __init__(self, schema: Any, box: Any, key: Any, run: Access, path: tuple[Any, ...]) -> None:
        super().__init__(schema, box, key)
        self._run, self._path = run, path

    def _log(self, *what: Any) -> None:
        self._alive()
        self._run.reads.append((*what, *self._path))

    def _alive(self) -> None:
        if not self._run.alive:
            raise DeadView()
        if self._run.selecting:
            raise StateRead("the state is read in a predicate")

    def _check(self, schema: Any, value: Any) -> None:
        self._alive()
        if not schema.accepts(value):
            raise TypeViolation(str(self._path[0]), value)

    def load(self) -> Any:
        self._log("load")
        return super().load()

    def store(self, value: object) -> None:
        self._check(self.schema, value)
        super().store(value)

    def kind(self) -> str:
        if self.schema.kind != "union":
            return str(self.schema.kind)
        self._log("kind")
        return super().kind()

    def child(self, key: Any) -> Cursor:
        self._alive()
        schema = self.schema
        if schema.kind == "union":
            kind = kind_of(self._value)
            schema = next(choice for choice in schema.choices if choice.kind == kind)
        inner = schema.value if schema.kind == "dict" else schema.fields.get(key, schema.item)
        return Cursor(inner, self._value, key, self._run, (*self._path, key))

    def has(self, key: object) -> bool:
        self._log("has", key)
        return super().has(key)

    def size(self) -> int:
        self._log("size")
        return super().size()

    def keys(self) -> list[Any]:
        self._log("keys")
        return super().keys()

    def contains(self, member: object) -> bool:
        self._log("contains", member)
        return super().contains(member)

    def add(self, member: object) -> None:
        self._check(self.schema.item, member)
        super().add(member)

    def append(self, item: object) -> None:
        self._check(self.schema.item, item)
        super().append(item)

    def members(self) -> list[Any]:
        self._log("members")
        return super().members()

    def select(self, key: object, predicate: Callable[[Any], bool]) -> list[Any]:
        self._log("select")
        self._run.selecting = True
        try:
            return in_order({member for member in self._value if predicate(member)})
        finally:
            self._run.selecting = False


class Access:
    """One question about one state; ``outcomes`` are the states after each completed run."""

    def __init__(self, names: list[tuple[str, Schema]], before: Any, after: Any = None) -> None:
        self.names, self.before, self.after = names, before, after
        self.question, self.element = 0, None
        self.outcomes: list[dict[str, Any]] = []
        self.reads: list[tuple[Any, ...]] = []
        self.alive = True
        self.selecting = False
        self.now = copy_of(before)

    def _cursor(self, state: dict[str, Any], variable: int) -> Cursor:
        name, schema = self.names[variable]
        return Cursor(schema, state, name, self, (name,))

    def root(self, variable: int) -> Cursor:
        return self._cursor(self.now, variable)

    def root_after(self, variable: int) -> Cursor:
        return self._cursor(self.after, variable)

    def begin(self) -> None:
        self.now = copy_of(self.before)

    def successor(self) -> None:
        self.outcomes.append(copy_of(self.now))


@dataclass
class Found:
    """What the search saw: every state once, and every step."""

    initial: list[dict[str, Any]]
    states: list[dict[str, Any]]
    steps: list[tuple[str, dict[str, object], dict[str, Any], dict[str, Any]]]
    violated: list[str]

    @property
    def generated(self) -> int:
        return len(self.initial) + len(self.steps)


def search(description: Any, limit: int = 10_000) -> Found:
    """Breadth-first search with the counting rules of the engine, without its learning."""
    start = Access(description.variables, {})
    description.init(start)
    found = Found(start.outcomes, [], [], [])
    seen: set[Any] = set()
    queue = list(start.outcomes)
    while queue:
        state = queue.pop(0)
        key = order_key(state)
        if key in seen:
            continue
        seen.add(key)
        assert len(seen) < limit
        answers = [
            (kind, name, ask(description, number, state)[0])
            for number, (kind, name, *_) in enumerate(description.questions)
            if kind in ("invariant", "constraint")
        ]
        found.violated += [name for kind, name, held in answers if kind == "invariant" and not held]
        if all(held for kind, _, held in answers if kind == "constraint"):
            found.states.append(state)
            queue += _expand(description, state, found)
    return found


def _expand(description: Any, state: dict[str, Any], found: Found) -> list[dict[str, Any]]:
    reached = []
    for number, (kind, name, _, arguments, _) in enumerate(description.questions):
        if kind != "action":
            continue
        parameter, variable = description.members.get(number, (None, 0))
        elements = in_order(state[description.variables[variable][0]]) if parameter else [None]
        for element in elements:
            access = ask(description, number, state, element=element)[1]
            for after in access.outcomes:
                given = dict(arguments) | ({parameter: element} if parameter else {})
                found.steps.append((name, given, state, after))
                reached.append(after)
                _check_step(description, state, after, found)
    return reached


def _check_step(description: Any, before: Any, after: Any, found: Found) -> None:
    for number, question in enumerate(description.questions):
        if question[0] == "step_property" and not ask(description, number, before, after)[0]:
            found.violated.append(question[1])


def ask(
    description: Any, number: int, before: Any, after: Any = None, element: Any = None
) -> tuple[Any, Access]:
    """Puts one question about one state; the answer, and the access with what was read."""
    access = Access(description.variables, before, after)
    access.question, access.element = number, element
    answer = description.answer(access)
    access.alive = False
    return answer, access


class Colour(Enum):
    """An Enum for tests."""

    RED = 1
    GREEN = 2
