"""Tracked views behave as the containers that they show, and read no more than they must."""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import importlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import pytest

import fastcheck as fc
from fastcheck import _system


@dataclass(frozen=True)
class Msg:
    kind: str
    bal: int

    def double(self) -> int:
        return 2 * self.bal


@dataclass(frozen=True)
class Box:
    inner: Msg
    tags: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Other:
    name: Literal["other"]


class Store(fc.Model):
    d: dict[str, int]
    nested: dict[str, set[int]]
    lists: dict[int, list[int]]
    s: set[int]
    t: set[int]
    f: frozenset[int]
    msgs: set[Msg | Other]
    items: list[Msg]
    m: Msg
    box: Box
    maybe: Msg | None
    seen: Any

    @fc.init
    def start(self) -> None:
        self.d = {"a": 1, "b": 2}
        self.nested = {"x": {1, 2}, "y": set()}
        self.lists = {1: [1, 2, 3]}
        self.s, self.t, self.f = {3, 1, 2}, {5}, frozenset({7, 8})
        self.msgs = {Msg("1a", 0), Msg("1b", 1), Msg("1b", 2), Other("other")}
        self.items = [Msg("p", 1), Msg("q", 2)]
        self.m, self.box, self.maybe = Msg("z", 9), Box(Msg("i", 4), frozenset({1})), None
        self.seen = None

    N: int = fc.const(1)


fake_native: Any = importlib.import_module("fake_native")


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "fastcheck._native", fake_native)
    yield


class Ran:
    """What one run of a body on the initial state of Store returned, changed and read."""

    def __init__(self, body: Callable[[Any], Any]) -> None:
        box: list[Any] = []

        class Probe(Store):
            @fc.action
            def probe(self) -> None:
                box.append(body(self))

        description = _system.prepare(Probe)
        access = fake_native.Access(description.variables, {})
        description.init(access)
        before = access.outcomes[0]
        _, asked = fake_native.ask(description, 0, before)
        self.returned, self.reads, self.before = box[-1], asked.reads, before
        self.after = asked.outcomes[0] if asked.outcomes else None
        self.changed = {
            name: value for name, value in (self.after or {}).items() if value != before[name]
        }


def returned(body: Callable[[Any], Any]) -> Any:
    return Ran(body).returned


def changed(body: Callable[[Any], Any]) -> Any:
    return Ran(body).changed


# reading


def test_membership_reads_only_membership() -> None:
    run = Ran(lambda self: (3 in self.s, 4 in self.s))
    assert run.returned == (True, False)
    assert run.reads == [("contains", 3, "s"), ("contains", 4, "s")]


def test_entry_reads_presence_and_entry() -> None:
    run = Ran(lambda self: self.d["a"])
    assert run.returned == 1
    assert run.reads == [("has", "a", "d"), ("load", "d", "a")]


def test_missing_key_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="zz"):
        Ran(lambda self: self.d["zz"])


def test_writes_read_nothing() -> None:
    def body(self: Any) -> None:
        self.s.add(9)
        self.s.discard(1)
        self.t |= {6}
        self.d["c"] = 3
        self.items.append(Msg("r", 3))

    run = Ran(body)
    assert run.reads == []
    assert run.changed["s"] == {2, 3, 9}
    assert run.changed["t"] == {5, 6}
    assert run.changed["d"] == {"a": 1, "b": 2, "c": 3}
    assert len(run.changed["items"]) == 3


def test_len_reads_only_the_size() -> None:
    assert Ran(lambda self: len(self.s)).reads == [("size", "s")]
    assert Ran(lambda self: len(self.d)).reads == [("size", "d")]


def test_subset_of_a_view_reads_memberships() -> None:
    run = Ran(lambda self: {1, 2} <= self.s)
    assert run.returned is True
    assert run.reads == [("contains", 1, "s"), ("contains", 2, "s")]


def test_a_record_is_read_field_by_field() -> None:
    run = Ran(lambda self: self.m.bal)
    assert run.returned == 9
    assert run.reads == [("load", "m", "bal")]
    assert Ran(lambda self: self.box.inner.kind).reads == [("load", "box", "inner", "kind")]


# views are like what they show


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (lambda self: self.s == {1, 2, 3}, True),
        (lambda self: {1, 2, 3} == self.s, True),
        (lambda self: self.s == self.t, False),
        (lambda self: list(self.s), [1, 2, 3]),
        (lambda self: self.s | {4}, {1, 2, 3, 4}),
        (lambda self: {4} | self.s, {1, 2, 3, 4}),
        (lambda self: self.s - {1}, {2, 3}),
        (lambda self: {1, 9} - self.s, {9}),
        (lambda self: self.s & {1, 9}, {1}),
        (lambda self: self.s ^ {1, 9}, {2, 3, 9}),
        (lambda self: self.s.union({4}, [5]), {1, 2, 3, 4, 5}),
        (lambda self: self.s.union(self.t), {1, 2, 3, 5}),
        (lambda self: self.s.difference(self.t), {1, 2, 3}),
        (lambda self: self.s.issubset({1, 2, 3, 4}), True),
        (lambda self: self.s.isdisjoint(self.t), True),
        (lambda self: self.s <= {1, 2}, False),
        (lambda self: self.s < {1, 2, 3, 4}, True),
        (lambda self: self.s >= {1}, True),
        (lambda self: bool(self.nested["y"]), False),
        (lambda self: self.f | {9}, frozenset({7, 8, 9})),
        (lambda self: hash(self.f) == hash(frozenset({7, 8})), True),
        (lambda self: self.d == {"a": 1, "b": 2}, True),
        (lambda self: self.d == {"a": 1, "b": 2}, True),
        (lambda self: list(self.d.values()), [1, 2]),
        (lambda self: list(self.d.items()), [("a", 1), ("b", 2)]),
        (lambda self: set(self.d), {"a", "b"}),
        (lambda self: self.d.get("q", 5), 5),
        (lambda self: self.d | {"c": 1}, {"a": 1, "b": 2, "c": 1}),
        (lambda self: dict(self.d), {"a": 1, "b": 2}),
        (lambda self: sum(self.d.values()), 3),
        (lambda self: {"x": {1, 2}, "y": set()} == self.nested, True),
        (lambda self: list(self.nested.values()) == [{1, 2}, set()], True),
        (lambda self: self.lists[1] == [1, 2, 3], True),
        (lambda self: [0, *self.lists[1]], [0, 1, 2, 3]),
        (lambda self: [0] + self.lists[1], [0, 1, 2, 3]),
        (lambda self: self.lists[1] + [4], [1, 2, 3, 4]),
        (lambda self: self.lists[1][-1], 3),
        (lambda self: self.lists[1][1:], [2, 3]),
        (lambda self: self.lists[1].index(2), 1),
        (lambda self: list(reversed(self.lists[1])), [3, 2, 1]),
        (lambda self: self.maybe, None),
        (lambda self: repr(self.s), "{1, 2, 3}"),
        (lambda self: repr(self.m), "Msg(kind='z', bal=9)"),
        (lambda self: self.m == Msg("z", 9), True),
        (lambda self: Msg("z", 9) == self.m, True),
        (lambda self: self.m == self.box.inner, False),
        (lambda self: hash(self.m) == hash(Msg("z", 9)), True),
        (lambda self: isinstance(self.m, Msg) and self.m.__class__ is Msg, True),
        (lambda self: self.m.double(), 18),
        (lambda self: type(dataclasses.replace(self.m, bal=1)) is Msg, True),
        (lambda self: dataclasses.replace(self.m, bal=1), Msg("z", 1)),
        (lambda self: dataclasses.asdict(self.box)["inner"], {"kind": "i", "bal": 4}),
        (lambda self: type(copy.copy(self.m)) is Msg, True),
        (lambda self: 1 in self.box.tags, True),
        (lambda self: self.items[0] in self.msgs, False),
        (lambda self: [m.bal for m in self.items], [1, 2]),
    ],
)
def test_like_the_plain_container(body: Callable[[Any], Any], expected: Any) -> None:
    result = returned(body)
    assert result == expected
    assert type(result) is type(expected)


def test_match_statement_on_a_record_view() -> None:
    def body(self: Any) -> int:
        match self.m:
            case Msg(kind="z", bal=n):
                return int(n)
        return -1

    assert returned(body) == 9


def test_a_frozen_record_stays_frozen() -> None:
    def body(self: Any) -> None:
        self.m.bal = 3

    with pytest.raises((dataclasses.FrozenInstanceError, AttributeError)):
        Ran(body)


# writing


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (lambda self: self.nested["x"].add(7), {"nested": {"x": {1, 2, 7}, "y": set()}}),
        (lambda self: self.nested.update(z={4}), {"nested": {"x": {1, 2}, "y": set(), "z": {4}}}),
        (lambda self: self.d.pop("a"), {"d": {"b": 2}}),
        (lambda self: self.d.popitem(), {"d": {"a": 1}}),
        (lambda self: self.d.clear(), {"d": {}}),
        (lambda self: self.d.setdefault("a", 5), {}),
        (lambda self: self.d.setdefault("c", 5), {"d": {"a": 1, "b": 2, "c": 5}}),
        (lambda self: self.s.pop(), {"s": {2, 3}}),
        (lambda self: self.s.remove(2), {"s": {1, 3}}),
        (lambda self: self.s.clear(), {"s": set()}),
        (lambda self: self.s.update([8], {9}), {"s": {1, 2, 3, 8, 9}}),
        (lambda self: self.s.intersection_update({1, 5}), {"s": {1}}),
        (lambda self: self.s.difference_update({1, 5}), {"s": {2, 3}}),
        (lambda self: self.s.symmetric_difference_update({1, 5}), {"s": {2, 3, 5}}),
        (lambda self: self.lists[1].pop(0), {"lists": {1: [2, 3]}}),
        (lambda self: self.lists[1].pop(), {"lists": {1: [1, 2]}}),
        (lambda self: self.lists[1].pop(1), {"lists": {1: [1, 3]}}),
        (lambda self: self.lists[1].insert(0, 0), {"lists": {1: [0, 1, 2, 3]}}),
        (lambda self: self.lists[1].reverse(), {"lists": {1: [3, 2, 1]}}),
        (lambda self: self.lists[1].sort(reverse=True), {"lists": {1: [3, 2, 1]}}),
        (lambda self: self.lists[1].remove(2), {"lists": {1: [1, 3]}}),
        (lambda self: self.lists[1].__setitem__(0, 5), {"lists": {1: [5, 2, 3]}}),
        (lambda self: self.lists[1].extend(self.lists[1]), {"lists": {1: [1, 2, 3, 1, 2, 3]}}),
        (lambda self: setattr(self, "maybe", self.m), {"maybe": Msg("z", 9)}),
        (
            lambda self: setattr(self, "seen", (self.m, self.f)),
            {"seen": (Msg("z", 9), frozenset({7, 8}))},
        ),
        (lambda self: setattr(self, "box", Box(self.items[0])), {"box": Box(Msg("p", 1))}),
    ],
)
def test_changes_reach_the_state(body: Callable[[Any], Any], expected: Any) -> None:
    assert changed(body) == expected


def test_augmented_assignment_at_a_nested_place() -> None:
    def body(self: Any) -> None:
        self.nested["x"] |= {5}
        self.lists[1] += [4]
        self.d["a"] += 10

    run = Ran(body)
    assert run.changed == {
        "nested": {"x": {1, 2, 5}, "y": set()},
        "lists": {1: [1, 2, 3, 4]},
        "d": {"a": 11, "b": 2},
    }
    assert ("load", "nested", "x") not in run.reads


def test_assigning_copies() -> None:
    def body(self: Any) -> None:
        mine = {1: [5]}
        self.lists = mine
        mine[1].append(6)
        self.t = self.s
        self.t.add(99)

    assert changed(body) == {"lists": {1: [5]}, "t": {1, 2, 3, 99}}


def test_swap_keeps_both_values() -> None:
    def body(self: Any) -> None:
        self.s, self.t = self.t, self.s
        self.nested["x"], self.nested["y"] = self.nested["y"], self.nested["x"]
        self.items[0], self.items[1] = self.items[1], self.items[0]

    assert changed(body) == {
        "s": {5},
        "t": {1, 2, 3},
        "nested": {"x": set(), "y": {1, 2}},
        "items": [Msg("q", 2), Msg("p", 1)],
    }


def test_a_held_view_keeps_the_value_that_was_replaced() -> None:
    def body(self: Any) -> Any:
        old, entry, record = self.s, self.nested["x"], self.m
        self.s = {0}
        self.nested = {}
        self.m = Msg("new", 1)
        old.add(50)  # no longer the state's
        return set(old), set(entry), (record.kind, record.bal)

    run = Ran(body)
    assert run.returned == ({1, 2, 3, 50}, {1, 2}, ("z", 9))
    assert run.changed == {"s": {0}, "nested": {}, "m": Msg("new", 1)}


def test_items_of_a_list_move_with_it() -> None:
    def body(self: Any) -> Any:
        first, second = self.items
        self.items.pop(0)
        return first.kind, second.kind

    assert returned(body) == ("p", "q")


def test_an_item_of_a_rearranged_list_is_lost_loudly() -> None:
    def body(self: Any) -> Any:
        first = self.items[0]
        self.items.reverse()
        return first.kind

    with pytest.raises(fc.DeadView, match="rearranged"):
        Ran(body)


def test_a_view_after_its_run_is_dead() -> None:
    kept = [returned(lambda self: self.s), returned(lambda self: self.m)]
    with pytest.raises(fc.DeadView) as caught:
        len(kept[0])
    assert caught.value.code == "FC0402" and caught.value.hint
    with pytest.raises(fc.DeadView):
        _ = kept[1].bal


def test_self_after_its_run_is_dead() -> None:
    kept = returned(lambda self: self)
    with pytest.raises(fc.DeadView):
        _ = kept.s


def test_a_detached_view_dies_too() -> None:
    def body(self: Any) -> Any:
        old = self.s
        self.s = set()
        return old

    kept = returned(body)
    with pytest.raises(fc.DeadView):
        len(kept)


def test_a_value_outside_its_type_cannot_be_hidden() -> None:
    def body(self: Any) -> None:
        with contextlib.suppress(Exception):
            self.d["a"] = "no number"

    with pytest.raises(fc.TypeViolation):
        Ran(body)


# where


def test_where_selects_and_reads_one_selection() -> None:
    run = Ran(lambda self: self.msgs.where(kind="1b"))
    assert run.returned == [Msg("1b", 1), Msg("1b", 2)]
    assert run.reads == [("select", "msgs")]


def test_where_with_a_predicate_that_closes_over_values() -> None:
    def body(self: Any) -> Any:
        low = 1
        return self.msgs.where(lambda m: isinstance(m, Msg) and m.bal > low)

    run = Ran(body)
    assert run.returned == [Msg("1b", 2)]
    assert run.reads == [("select", "msgs")]


def test_where_may_use_constants() -> None:
    run = Ran(lambda self: self.msgs.where(lambda m: isinstance(m, Msg) and m.bal == self.N))
    assert run.returned == [Msg("1b", 1)]
    assert run.reads == [("select", "msgs")]


def test_where_that_reads_the_state_is_a_filter() -> None:
    run = Ran(lambda self: self.msgs.where(lambda m: isinstance(m, Msg) and m.bal in self.s))
    assert run.returned == [Msg("1b", 1), Msg("1b", 2)]
    assert ("members", "msgs") in run.reads


def test_where_that_hides_reading_the_state_is_a_filter() -> None:
    def body(self: Any) -> Any:
        def hidden(m: Any) -> bool:
            try:
                return m.bal in self.s
            except Exception:
                return False

        return self.msgs.where(hidden), self.msgs.where(hidden)

    expected = [Msg("1b", 1), Msg("1b", 2)]
    assert returned(body) == (expected, expected)


def test_where_over_a_view_in_the_closure_is_a_filter() -> None:
    def body(self: Any) -> Any:
        known, record = self.s, self.items[1]
        return (
            self.msgs.where(lambda m: isinstance(m, Msg) and m.bal in known),
            self.msgs.where(lambda m: isinstance(m, Msg) and m.bal == record.bal),
        )

    assert returned(body) == ([Msg("1b", 1), Msg("1b", 2)], [Msg("1b", 2)])


def test_where_keys_tell_predicates_apart() -> None:
    from fastcheck._identity import Predicates

    def _key(predicate: Any) -> Any:
        key = Predicates().key(predicate, {})
        assert key is not None
        return key

    def at_least(low: Any) -> Callable[[int], bool]:
        return lambda m: m >= low

    assert _key(at_least(1)) == _key(at_least(1))
    assert _key(at_least(1)) != _key(at_least(True))
    assert _key(at_least((1, 0))) != _key(at_least((1, False)))
    assert _key(at_least(at_least(1))) != _key(at_least(at_least(2)))


def test_where_with_a_misspelled_field_is_an_error() -> None:
    with pytest.raises(fc.Error, match="balot") as caught:
        Ran(lambda self: self.msgs.where(balot=1))
    assert "bal" in (caught.value.hint or "")


def test_where_must_give_a_bool() -> None:
    with pytest.raises(fc.NotBoolean):
        Ran(lambda self: self.s.where(lambda m: m))


def test_where_as_a_function_works_on_any_collection() -> None:
    assert fc.where({3, 1, 2}, lambda m: m > 1) == [2, 3]
    assert fc.where([Msg("a", 1), Msg("b", 2)], kind="b") == [Msg("b", 2)]
    assert returned(lambda self: fc.where(self.s, lambda m: m > 1)) == [2, 3]
