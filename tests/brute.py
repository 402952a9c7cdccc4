"""A second opinion: a deliberately naive breadth-first explorer of `fastcheck.Model` classes.

States are plain containers, copied for every run of every method; nothing is interned, learned or
remembered but the states seen. It shares the modelling language (definitions, binding, `require`,
`oneof`) with the package and nothing of the engine, so that two independent programs can be
compared on every model that is small enough.

python tests/brute.py examples/die_hard.py:DieHard -D SMALL=4
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any, TypeGuard

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "python"))

from fastcheck._choices import run_with
from fastcheck._frames import bind
from fastcheck.model import Action, Model, ModelDefinition, bound, definition, parse_constants
from fastcheck.sorts import Binding, FiniteSort

State = dict[str, Any]


# Values: canonical order, hashable form, containers.


def order(value: Any) -> tuple[Any, ...]:
    """A sort key of any value: booleans, integers, strings, atoms, sets, then functions, which
    include tuples.
    """
    if isinstance(value, FiniteSort | Enum):
        return (3, value.name)
    if value is None:
        return (3, "None")
    if isinstance(value, bool):
        return (0, value)
    if isinstance(value, int):
        return (1, value)
    if isinstance(value, str):
        return (2, value)
    if isinstance(value, set | frozenset):
        return (4, len(value), sorted(order(item) for item in value))
    pairs = sorted((order(key), order(item)) for key, item in as_function(value).items())
    return (5, len(pairs), [key for key, _ in pairs], [item for _, item in pairs])


def as_function(value: Any) -> Mapping[Any, Any]:
    """Dictionaries are functions; tuples and lists are functions on 1..n; dataclasses on the names
    of their fields.
    """
    if isinstance(value, dict):
        return value
    if isinstance(value, tuple | list):
        return dict(enumerate(value, 1))
    if is_dataclass(value):
        return {item.name: getattr(value, item.name) for item in fields(value)}
    raise TypeError(f"{value!r} is no value of a model")


def freeze(value: Any) -> Any:
    """A hashable form, equal exactly for equal values: True is not 1."""
    if isinstance(value, bool):
        return ("bool", int(value))
    if value is None or isinstance(value, int | str | FiniteSort | Enum):
        return value
    if isinstance(value, set | frozenset):
        return ("set", frozenset(freeze(item) for item in value))
    return (
        "function",
        frozenset((freeze(key), freeze(item)) for key, item in as_function(value).items()),
    )


class OrderedSet(set[Any]):
    """A set that iterates in canonical order and can be asked for some of its elements."""

    def __iter__(self) -> Iterator[Any]:
        return iter(sorted(super().__iter__(), key=order))

    def where(self, predicate: Callable[[Any], bool] | None = None, **required: Any) -> list[Any]:
        """The elements that satisfy the predicate and whose fields have the values given."""
        return [
            item
            for item in self
            if (predicate is None or predicate(item))
            and all(
                hasattr(item, name) and getattr(item, name) == value
                for name, value in required.items()
            )
        ]


class OrderedDict(dict[Any, Any]):
    """A dictionary that iterates in canonical order and copies what it is given."""

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(key, copied(value))

    def __iter__(self) -> Iterator[Any]:
        return iter(sorted(super().keys(), key=order))

    def keys(self) -> Any:
        return list(self)

    def values(self) -> Any:
        return [self[key] for key in self]

    def items(self) -> Any:
        return [(key, self[key]) for key in self]


class CopyingList(list[Any]):
    """A list that copies what it is given."""

    def append(self, item: Any) -> None:
        super().append(copied(item))

    def __setitem__(self, index: Any, value: Any) -> None:
        super().__setitem__(index, copied(value))


def copied(value: Any) -> Any:
    """A deep copy in the containers above; what is immutable stays as it is."""
    if isinstance(value, set):
        return OrderedSet(value)
    if isinstance(value, dict):
        result = OrderedDict()
        for key, item in value.items():
            result[key] = item
        return result
    if isinstance(value, list):
        return CopyingList(copied(item) for item in value)
    return value


# Running the methods of a model.


class PlainFrame:
    """A frame over a dictionary of plain values. See `fastcheck._frames`."""

    def __init__(self, values: State, writable: bool) -> None:
        self.values = values
        self.writable = writable

    def read(self, name: str) -> object:
        return self.values[name]

    def assign(self, name: str, value: object) -> None:
        if not self.writable:
            raise TypeError(f"{name} assigned where the model only looks")
        self.values[name] = copied(value)


class Choices:
    """The choices of one run: those given, then always the first."""

    def __init__(self, given: list[int]) -> None:
        self.given = given
        self.counts: list[int] = []
        self.discarded = False

    def choose(self, count: int) -> int:
        if len(self.counts) == len(self.given):
            self.given.append(0)
        self.counts.append(count)
        return self.given[len(self.counts) - 1]

    def next(self) -> list[int] | None:
        """The following path, last choice fastest."""
        path = list(self.given)
        while path and path[-1] + 1 == self.counts[len(path) - 1]:
            path.pop()
        return [*path[:-1], path[-1] + 1] if path else None


def successors(model: type[Model], before: State, call: Callable[[Any], object]) -> Iterator[State]:
    """The states that the runs of a method lead to, one per path of choices."""
    path: list[int] | None = []
    while path is not None:
        chooser = Choices(path)
        state = {name: copied(value) for name, value in before.items()}
        run_with(chooser, partial(call, bind(model, PlainFrame(state, True))))
        if not chooser.discarded:
            yield state
        path = chooser.next()


def look(model: type[Model], state: State) -> Any:
    """An instance that may be read but not assigned."""
    return bind(model, PlainFrame({name: copied(value) for name, value in state.items()}, False))


# Exploration.


@dataclass
class Step:
    """A state on the way to a violation."""

    action: str
    arguments: dict[str, Any]
    state: State


@dataclass
class Answer:
    """What an exploration found. `depth` counts levels, initial states are level 1."""

    verdict: str = "ok"
    kind: str | None = None
    name: str | None = None
    generated: int = 0
    distinct: int = 0
    depth: int = 0
    trace: list[Step] = field(default_factory=list)
    actions: dict[str, list[int]] = field(default_factory=dict)

    def __str__(self) -> str:
        lines = [
            f"{self.verdict}: {self.kind} {self.name or ''}".rstrip() if self.kind else self.verdict
        ]
        lines += [
            f"  {number}. {step.action} {step.arguments or ''} {step.state}"
            for number, step in enumerate(self.trace, 1)
        ]
        lines += [
            f"  {name}: {generated} generated, {new} distinct"
            for name, (generated, new) in self.actions.items()
        ]
        counts = f"{self.generated} generated, {self.distinct} distinct, depth {self.depth}"
        return "\n".join([*lines, counts + (f", trace {len(self.trace)}" if self.trace else "")])


@dataclass
class Found(BaseException):
    """A violation, on its way out of the exploration. `state` is None when there is none after the
    last.
    """

    kind: str
    name: str | None
    step: Step | None


Key = tuple[Any, ...]


class Exploration:
    """One breadth-first search, strictly first in, first out."""

    def __init__(
        self, model: type[Model], binding: Binding, selected: Collection[str] | None, deadlock: bool
    ) -> None:
        self.model = model
        self.binding = binding
        self.definition: ModelDefinition = definition(model)
        wanted = (
            {item.name for item in self.definition.properties}
            if selected is None
            else set(selected)
        )
        self.invariants = [item for item in self.definition.invariants if item.name in wanted]
        self.step_properties = [
            item for item in self.definition.step_properties if item.name in wanted
        ]
        self.deadlock = deadlock
        self.answer = Answer(actions={action.name: [0, 0] for action in self.definition.actions})
        self.levels: dict[Key, int] = {}
        self.parents: dict[Key, tuple[Key | None, Step]] = {}
        self.queue: deque[Key] = deque()

    def run(self, max_distinct: int | None = None, max_depth: int | None = None) -> Answer:
        """Explores everything, or until a violation or a bound."""
        parent: Key | None = None
        try:
            for method in self.definition.inits:
                for state in successors(self.model, {}, method.function):
                    self.reached(None, Step("Init", {}, state))
            while self.queue:
                parent = self.queue.popleft()
                beyond = max_distinct is not None and len(self.levels) >= max_distinct
                if beyond or self.levels[parent] == max_depth:
                    self.answer.verdict = "incomplete"
                    continue
                self.expand(parent)
        except Found as found:
            self.violated(parent, found)
        self.answer.distinct = len(self.levels)
        self.answer.depth = max(self.levels.values(), default=0)
        return self.answer

    def expand(self, parent: Key) -> None:
        before = self.parents[parent][1].state
        count = 0
        for action in self.definition.actions:
            for arguments in self.instances(action, before):
                for state in self.steps(action, arguments, before):
                    count += 1
                    self.reached(parent, Step(action.name, arguments, state))
        if count == 0 and self.deadlock and not self.holds_any(self.definition.terminals, before):
            raise Found("deadlock", None, None)

    def steps(self, action: Action, arguments: dict[str, Any], before: State) -> Iterator[State]:
        """The successors by one instance; a failed assertion is a violation."""
        try:
            yield from successors(self.model, before, partial(action.function, **arguments))
        except AssertionError as error:
            raise Found("assertion", str(error), None) from error

    def instances(self, action: Action, state: State) -> Iterator[dict[str, Any]]:
        """Arguments in order: parameters left to right, last fastest; one that ranges over a set
        comes last of all.
        """
        plain = [item for item in action.parameters if item.members is None]
        moving = [item for item in action.parameters if item.members is not None]
        domains: list[Iterable[Any]] = [item.values(self.model, self.binding) for item in plain]
        domains += [list(state[item.members or ""]) for item in moving]
        names = [item.name for item in plain + moving]
        for values in product(*domains):
            yield dict(zip(names, values, strict=True))

    def holds_any(self, methods: Iterable[Any], state: State) -> bool:
        return any(method.function(look(self.model, state)) for method in methods)

    def reached(self, parent: Key | None, step: Step) -> None:
        """Counts one generated state, checks it, and queues it if it is new and within the
        constraints.
        """
        self.answer.generated += 1
        counts = self.answer.actions.get(step.action) or [0, 0]
        counts[0] += 1
        key = tuple(freeze(step.state[item.name]) for item in self.definition.variables)
        inside = all(
            method.function(look(self.model, step.state)) for method in self.definition.constraints
        )
        new = key not in self.levels
        if inside and new:
            counts[1] += 1
            self.levels[key] = 1 if parent is None else self.levels[parent] + 1
            self.parents[key] = (parent, step)
            self.queue.append(key)
        if new:
            for method in self.invariants:
                if not method.function(look(self.model, step.state)):
                    raise Found("invariant", method.name, step)
        if parent is not None:
            before = self.parents[parent][1].state
            for method in self.step_properties:
                if not method.function(look(self.model, before), look(self.model, step.state)):
                    raise Found("action_property", method.name, step)

    def violated(self, parent: Key | None, found: Found) -> None:
        trace = [found.step] if found.step else []
        while parent is not None:
            parent, step = self.parents[parent]
            trace.insert(0, step)
        self.answer.verdict = "violation"
        self.answer.kind, self.answer.name = found.kind, found.name
        self.answer.trace = trace


def explore(
    model: type[Model],
    constants: Mapping[Any, object] | None = None,
    *,
    invariants: Collection[str] | None = None,
    deadlock: bool = True,
    max_distinct: int | None = None,
    max_depth: int | None = None,
) -> Answer:
    """Explores `model`. With a bound the verdict is `incomplete` if anything was left out."""
    with bound(model, constants) as binding:
        return Exploration(model, binding, invariants, deadlock).run(max_distinct, max_depth)


# The command line.


def _is_model(item: object) -> TypeGuard[type[Model]]:
    return isinstance(item, type) and issubclass(item, Model)


def models_in(file: str) -> dict[str, type[Model]]:
    """The model classes that a file defines, by name."""
    spec = importlib.util.spec_from_file_location(Path(file).stem, file)
    if spec is None or spec.loader is None or not Path(file).is_file():
        raise SystemExit(f"no such file: {file}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return {
        name: item
        for name, item in vars(module).items()
        if _is_model(item) and item.__module__ == spec.name
    }


def load(target: str) -> type[Model]:
    """The model `path.py:Class`; the class may be left out if the file defines one only."""
    file, _, name = target.partition(":")
    models = models_in(file)
    if not name and len(models) == 1:
        return next(iter(models.values()))
    if name not in models:
        raise SystemExit(f"{file} has these models: {', '.join(models)}")
    return models[name]


def main() -> None:
    """Explores the model named on the command line and prints what was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("target", help="path.py:Class")
    parser.add_argument("-D", action="append", default=[], metavar="NAME=VALUE", dest="constants")
    parser.add_argument("--invariant", action="append", default=None, metavar="NAME")
    parser.add_argument("--no-deadlock", action="store_true")
    parser.add_argument("--max-distinct", type=int)
    parser.add_argument("--max-depth", type=int)
    options = parser.parse_args()
    model = load(options.target)
    texts = dict(item.split("=", 1) for item in options.constants)
    answer = explore(
        model,
        parse_constants(definition(model), texts),
        invariants=options.invariant,
        deadlock=not options.no_deadlock,
        max_distinct=options.max_distinct,
        max_depth=options.max_depth,
    )
    print(answer)


if __name__ == "__main__":
    main()
