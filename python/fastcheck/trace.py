"""Traces: what happened, step by step, and what every step changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Literal, NoReturn, overload

from ._order import CanonicalSet, order_key
from ._show import same, show
from .values import Record, notation

Write = Callable[[Any], str]
"""How values are written: as Python does, or in TLA+ notation."""


class ReadOnly(Mapping[str, Any]):
    """A mapping that cannot be changed, with its entries as attributes too.

    An entry that is named like a method of mappings (``keys``, ``items``, ...) is reached by index
    only.
    """

    __slots__ = ("_entries",)
    _entries: dict[str, Any]

    def __init__(self, entries: Mapping[str, Any]) -> None:
        object.__setattr__(self, "_entries", dict(entries))

    def __getitem__(self, name: str) -> Any:
        return self._entries[name]

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("__") and name != "_entries" and name in self._entries:
            return self._entries[name]
        raise AttributeError(f"{type(self).__name__} has no {name!r}", name=name, obj=self)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} cannot be changed")

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._entries]

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._entries,)

    def __repr__(self) -> str:
        items = (f"{name}={show(value)}" for name, value in self._entries.items())
        return f"{type(self).__name__}({', '.join(items)})"


class State(ReadOnly):
    """The values of all state variables, by name: ``state["x"]`` or ``state.x``."""

    __slots__ = ()


@dataclass(frozen=True)
class Entry:
    """One place in a variable that a step changed.

    ``path`` leads from the variable to the place: keys of dicts, names of fields. ``kind`` is
    ``changed`` (from ``before`` to ``after``), ``added`` or ``removed``; with ``member`` it is an
    element of the set at ``path`` that was added (``after``) or removed (``before``), otherwise a
    key of a dict.
    """

    path: tuple[str, ...]
    kind: Literal["changed", "added", "removed"]
    before: Any = None
    after: Any = None
    member: bool = False
    write: Write = field(default=show, compare=False, repr=False)

    def __str__(self) -> str:
        place = "".join(self.path)
        if self.kind == "changed":
            return f"{place}: {self.write(self.before)} -> {self.write(self.after)}"
        sign, value = ("+", self.after) if self.kind == "added" else ("-", self.before)
        return f"{place}: {sign} {self.write(value)}"


@dataclass(frozen=True)
class Change:
    """What a step did to one variable: its value before and after, and the entries that differ."""

    variable: str
    before: Any
    after: Any
    entries: tuple[Entry, ...]

    def __str__(self) -> str:
        return "\n".join(map(str, self.entries))


def differences(
    path: tuple[str, ...], before: Any, after: Any, write: Write = show
) -> Iterator[Entry]:
    """The places below ``path`` at which two values differ, in canonical order."""
    if same(before, after):
        return
    if isinstance(before, set | frozenset) and isinstance(after, set | frozenset):
        for member in _without(before, after):
            yield Entry(path, "removed", before=member, member=True, write=write)
        for member in _without(after, before):
            yield Entry(path, "added", after=member, member=True, write=write)
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        fields_of = isinstance(before, Record) and isinstance(after, Record)
        for key in sorted(before.keys() | after.keys(), key=order_key):
            place = (*path, f".{key}" if fields_of else f"[{write(key)}]")
            yield from _entry_differences(place, key, before, after, write)
    elif _same_record(before, after):
        for item in fields(before):
            place = (*path, f".{item.name}")
            parts = getattr(before, item.name), getattr(after, item.name)
            yield from differences(place, *parts, write)
    else:
        yield Entry(path, "changed", before, after, write=write)


def _without(members: set[Any] | frozenset[Any], others: set[Any] | frozenset[Any]) -> list[Any]:
    """Members that are not among ``others``, in the order of the set if it has one."""
    rest = [member for member in members if member not in others]
    return rest if isinstance(members, CanonicalSet) else sorted(rest, key=order_key)


def _entry_differences(
    path: tuple[str, ...],
    key: Any,
    before: Mapping[Any, Any],
    after: Mapping[Any, Any],
    write: Write,
) -> Iterator[Entry]:
    if key not in before:
        yield Entry(path, "added", after=after[key], write=write)
    elif key not in after:
        yield Entry(path, "removed", before=before[key], write=write)
    else:
        yield from differences(path, before[key], after[key], write)


def _same_record(before: Any, after: Any) -> bool:
    return is_dataclass(before) and type(before) is type(after)


def changes(before: State, after: State, write: Write = show) -> ReadOnly:
    """The variables whose values differ, each with its :class:`Change`."""
    return ReadOnly(
        {
            name: Change(
                name, before[name], value, tuple(differences((name,), before[name], value, write))
            )
            for name, value in after.items()
            if name in before and not same(before[name], value)
        }
    )


@dataclass(frozen=True, repr=False)
class Step:
    """One state of a trace and the action that led to it.

    ``number`` counts from 1. ``action`` is ``Init`` for the first state. ``changed`` maps the
    variables that differ from the step before to a :class:`Change`; it is empty in the first step.
    ``encoded`` are the values as JSON, as the engine wrote them.
    """

    number: int
    action: str
    arguments: ReadOnly
    location: str | None
    state: State
    changed: ReadOnly
    encoded: Mapping[str, Any]
    write: Write = field(default=show, compare=False, repr=False)

    @property
    def title(self) -> str:
        """The action with its arguments, as in ``send(p=1, q=2)``."""
        if not self.arguments:
            return self.action
        items = (f"{name}={show(value)}" for name, value in self.arguments.items())
        return f"{self.action}({', '.join(items)})"

    def lines(self, *, full: bool = False) -> list[str]:
        """The step as text: its title, then what changed, or with ``full`` every variable."""
        place = f"  ({self.location})" if self.location else ""
        head = f"{self.number}. {self.title}{place}"
        if full or self.number == 1:
            width = max(map(len, self.state), default=0)
            return [
                head,
                *(f"   {name:<{width}} = {self.write(item)}" for name, item in self.state.items()),
            ]
        entries = [f"   {entry}" for change in self.changed.values() for entry in change.entries]
        return [head, *(entries or ["   (nothing changes)"])]

    def __repr__(self) -> str:
        return "\n".join(self.lines())


@dataclass(frozen=True, repr=False)
class Kept:
    """How a fairness condition holds of a behaviour that goes round for ever.

    ``strength`` is weak or strong, ``way`` "taken", "disabled" or "never enabled"; ``state`` is the
    number of the state that the action leads to, or where it is impossible.
    """

    name: str
    strength: str
    way: str
    state: int | None

    def __repr__(self) -> str:
        ways = {
            "taken": f"leads to state {self.state} again and again",
            "disabled": f"not possible in state {self.state}",
            "never enabled": "possible no more",
        }
        return f"{self.strength} fairness of {self.name} holds: {ways[self.way]}"


@dataclass(frozen=True, repr=False)
class Trace(Sequence[Step]):
    """A path from an initial state, as a sequence of steps.

    ``loop_start`` is the number of the step to which the last one returns, if it does, and ``back``
    the action that returns, at ``back_location``; if it is the last one, nothing happens from there
    on. ``fairness`` says how each fairness condition holds all the same, and ``suggestions`` which
    actions' weak fairness would exclude the behaviour.
    """

    steps: tuple[Step, ...] = ()
    loop_start: int | None = None
    back: str | None = None
    fairness: tuple[Kept, ...] = ()
    suggestions: tuple[str, ...] = ()
    back_location: str | None = None

    @overload
    def __getitem__(self, index: int) -> Step: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Step, ...]: ...
    def __getitem__(self, index: int | slice) -> Step | tuple[Step, ...]:
        return self.steps[index]

    def __len__(self) -> int:
        return len(self.steps)

    def lines(self, *, full: bool = False) -> list[str]:
        """The trace as lines of text; with ``full`` every state is whole, not only the first."""
        steps = [line for step in self.steps for line in step.lines(full=full)]
        return steps + self.ending()

    def ending(self) -> list[str]:
        """How the trace goes on for ever, if that is what it shows."""
        if self.loop_start is None or not self.steps:
            return []
        last = self.steps[-1].number
        if self.loop_start == last and self.back is None:
            lines = [f"Stays in state {last} for ever (stuttering)."]
        else:
            by = f" by {self.back}" if self.back else ""
            lines = [f"Back to state {self.loop_start}{by}, and so on for ever."]
        alike: dict[tuple[str, str, int | None], list[str]] = {}
        for kept in self.fairness:
            alike.setdefault((kept.strength, kept.way, kept.state), []).append(kept.name)
        lines += [f"   {Kept(', '.join(names), *how)}" for how, names in alike.items()]
        if self.suggestions:
            names = " or ".join(self.suggestions)
            lines.append(f"   suggestion: weak fairness of {names} would exclude this behaviour")
        return lines

    def to_json(self) -> dict[str, Any]:
        """The trace as in the result document: ``{"states": [...], "loop_start": ...}``."""
        from .export import trace_document

        return trace_document(self)

    def to_itf(self) -> dict[str, Any]:
        """The trace in the Informal Trace Format of Apalache, ready for ``json.dump``."""
        from .export import itf_document

        return itf_document(self)

    def to_mermaid(self) -> str:
        """The trace as a Mermaid state diagram."""
        from .export import trace_mermaid

        return trace_mermaid(self)

    def __repr__(self) -> str:
        return "\n".join(self.lines()) if self.steps else "(no trace)"

    def _repr_html_(self) -> str:
        from .export import trace_html

        return trace_html(self)


def make_trace(raw: Mapping[str, Any], *, tla: bool = False) -> Trace:
    """A trace from the engine's ``{"states": [...]}``; ``tla``: shown in TLA+ notation."""
    from .export import encode

    write = notation if tla else show

    steps: list[Step] = []
    for entry in raw["states"]:
        state = State(entry["values"])
        encoded = entry.get("json")
        if encoded is None:
            encoded = {name: encode(value) for name, value in state.items()}
        steps.append(
            Step(
                number=int(entry["number"]),
                action=entry.get("action") or "Init",
                arguments=ReadOnly(dict(entry.get("arguments") or ())),
                location=entry.get("location") or None,
                state=state,
                changed=changes(steps[-1].state, state, write) if steps else ReadOnly({}),
                encoded=encoded,
                write=write,
            )
        )
    return Trace(
        tuple(steps),
        raw.get("loop_start"),
        _title(raw.get("back")),
        tuple(Kept(*kept) for kept in raw.get("fairness") or ()),
        tuple(raw.get("suggestions") or ()),
        (raw.get("back") or {}).get("location"),
    )


def _title(back: Any) -> str | None:
    """The title of the step that leads back."""
    if not isinstance(back, Mapping):
        return None if back is None else str(back)
    arguments = ReadOnly(dict(back.get("arguments") or ()))
    return Step(0, back["action"], arguments, None, State({}), ReadOnly({}), {}).title
