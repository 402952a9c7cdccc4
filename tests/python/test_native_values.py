"""What is written to the state is read back the same, or refused."""

from __future__ import annotations

import importlib
import json
import pickle
import re
from dataclasses import dataclass
from enum import Enum, IntEnum
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import fastcheck as fc

pytest.importorskip("fastcheck._native", reason="fastcheck._native is not built")
model: Any = importlib.import_module("native_model")
native: Any = importlib.import_module("fastcheck._native")
Schema = native.Schema


class Color(Enum):
    RED = "r"
    GREEN = "g"


class Level(IntEnum):
    LOW = 1


@dataclass(frozen=True)
class Message:
    kind: str
    ballot: int


@dataclass(frozen=True)
class Other:
    kind: str
    ballot: int


@dataclass(frozen=True, slots=True)
class Slotted:
    a: int


class Pair(NamedTuple):
    x: int
    y: int


INT = Schema.integer(None, None, "int")
STR = Schema.string()
COLOR = Schema.atoms([(c.name, c) for c in Color], "Color")
MESSAGE = Schema.record(Message, [("kind", STR), ("ballot", INT)], "Message")
SLOTTED = Schema.record(Slotted, [("a", INT)], "Slotted")
PAIR = Schema.tuple_of([INT, INT], Pair, "Pair")
MAYBE = Schema.union([INT, Schema.none()], "int | None")
INTS = Schema.set_of(INT, False, "set[int]")
FROZEN = Schema.set_of(INT, True, "frozenset[int]")
ANY = Schema.anything()

ROUND_TRIPS: list[tuple[Any, list[Any]]] = [
    (Schema.boolean(), [False, True]),
    (INT, [0, -1, 2**63 - 1, -(2**63), 2**61]),
    (STR, ["", "x", "ü\0\n", "#atom"]),
    (Schema.none(), [None]),
    (Schema.literal([True, 1, "1", None, Color.RED], "L"), [True, 1, "1", None, Color.RED]),
    (COLOR, [Color.RED, Color.GREEN]),
    (Schema.tuple_of([INT, STR], None, "t"), [(1, "a"), (2, "")]),
    (PAIR, [Pair(1, 2), Pair(2, 1)]),
    (Schema.tuple_any(INT, "t"), [(), (1,), (1, 2, 3)]),
    (Schema.list_of(INT, "l"), [[], [3, 1], [1]]),
    (Schema.list_of(Schema.list_of(INT, "l"), "l"), [[], [[]], [[1], []]]),
    (INTS, [set(), {3, 1, 2}]),
    (FROZEN, [frozenset(), frozenset({3})]),
    (Schema.dict_of(INT, STR, "d"), [{}, {1: "a"}, {2: "b", 1: "a"}, {0: "z"}]),
    (Schema.dict_of(STR, INTS, "d"), [{}, {"a": set()}, {"a": {1}, "b": {2}}]),
    (Schema.dict_of(PAIR, INT, "d"), [{Pair(1, 2): 3}]),
    (MESSAGE, [Message("1a", 0), Message("1b", 7)]),
    (SLOTTED, [Slotted(4)]),
    (MAYBE, [None, 0, 5]),
    (Schema.union([FROZEN, INTS], "u"), [frozenset({1})]),
    (Schema.union([MESSAGE, PAIR, Schema.none()], "u"), [Message("a", 1), Pair(1, 2), None]),
    (ANY, [True, 1, "1", None, (), (1, "a"), frozenset({(1,), None}), Color.RED]),
    (ANY, [Message("a", 1), Pair(1, 2), (1, 2), Slotted(1), (Message("b", 2), Color.GREEN)]),
    (ANY, [{0: "a"}, {"x": 1, "y": (1,)}]),
]


def outcome(schema: Any, values: list[Any]) -> dict[str, Any]:
    description = model.Description({"x": schema}, [{"x": value} for value in values])
    answer: dict[str, Any] = model.run(description, states=True)
    return answer


def same(a: Any, b: Any) -> bool:
    """Equal, and of the same types all the way down; a frozenset read may be of its subclass."""
    if type(a) is not type(b) and not (isinstance(a, frozenset) and isinstance(b, frozenset)):
        return False
    if a != b:
        return False
    if isinstance(a, tuple | list):
        return all(map(same, a, b))
    if isinstance(a, set | frozenset):
        return all(any(same(i, j) for j in b) for i in a)
    if isinstance(a, dict):
        return all(same(a[key], b[key]) for key in a)
    if hasattr(a, "__dataclass_fields__"):
        return all(same(getattr(a, n), getattr(b, n)) for n in a.__dataclass_fields__)
    return True


@pytest.mark.parametrize(("schema", "values"), ROUND_TRIPS)
def test_written_values_are_read_back_the_same(schema: Any, values: list[Any]) -> None:
    answer = outcome(schema, values)
    assert answer["verdict"] == "ok", answer["errors"] or answer["violations"]
    assert answer["stats"]["distinct"] == len(values)
    column = answer["states"]["columns"]["x"]
    codes = memoryview(column["codes"]).cast("I")
    read = [column["values"][code] for code in codes]
    assert len(read) == len(values)
    assert all(any(same(value, other) for other in read) for value in values)


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        (INT, True),
        (INT, 2**63),
        (INT, Level.LOW),
        (INT, "1"),
        (Schema.integer(0, 3, "0..3"), 4),
        (Schema.integer(0, 3, "0..3"), -1),
        (Schema.boolean(), 1),
        (STR, None),
        (Schema.none(), 0),
        (Schema.literal([1, "a"], "L"), True),
        (Schema.literal([1, "a"], "L"), "b"),
        (COLOR, "RED"),
        (COLOR, Level.LOW),
        (PAIR, (1, 2)),
        (Schema.tuple_of([INT, INT], None, "t"), Pair(1, 2)),
        (Schema.tuple_of([INT, INT], None, "t"), (1,)),
        (Schema.tuple_any(INT, "t"), [1]),
        (Schema.list_of(INT, "l"), (1,)),
        (Schema.list_of(INT, "l"), [1, "2"]),
        (INTS, [1]),
        (INTS, {"a"}),
        (Schema.dict_of(INT, INT, "d"), {1: True}),
        (MESSAGE, Other("a", 1)),
        (MESSAGE, Message("a", "b")),  # type: ignore[arg-type]
        (MAYBE, "x"),
        (Schema.union([FROZEN], "u"), {1}),
    ],
)
def test_a_value_outside_its_type_is_a_violation(schema: Any, value: Any) -> None:
    answer = outcome(schema, [value])
    assert (answer["verdict"], answer["exit_code"]) == ("violation", 12)
    violation = answer["violations"][0]
    assert (violation["kind"], violation["name"]) == ("invariant", "type of x")
    assert repr(value) in violation["message"]


@pytest.mark.parametrize(
    ("schema", "values", "code"),
    [
        (Schema.union([INTS, FROZEN], "u"), [frozenset({1})], "FC0302"),
        (Schema.union([Schema.list_of(INT, "l"), PAIR], "u"), [Pair(1, 2)], "FC0302"),
        (Schema.union([Schema.tuple_any(INT, "t"), PAIR], "u"), [Pair(1, 2)], "FC0302"),
        (
            Schema.union(
                [MESSAGE, Schema.record(Other, [("kind", STR), ("ballot", INT)], "O")], "u"
            ),
            [Other("a", 1)],
            "FC0302",
        ),
        (ANY, [Message("a", 1), Other("a", 1)], "FC0302"),
        (ANY, [{1: 2}], "FC0302"),
        (ANY, [{}], "FC0302"),
        (ANY, [[1]], "FC0302"),
        (ANY, [{1}], "FC0302"),
        (ANY, [{"kind": "a", "ballot": 1}, Message("a", 1)], "FC0302"),
        (ANY, [1.5], "FC0301"),
        (ANY, [b"x"], "FC0301"),
        (ANY, [2**64], "FC0301"),
        (ANY, [object()], "FC0301"),
    ],
)
def test_what_would_be_read_back_differently_is_an_error(
    schema: Any, values: list[Any], code: str
) -> None:
    answer = outcome(schema, values)
    assert (answer["verdict"], answer["exit_code"]) == ("error", 75)
    assert answer["errors"][0]["code"] == code


def test_a_value_nested_too_deep_is_an_error_not_a_crash() -> None:
    deep: Any = ()
    for _ in range(100_000):
        deep = (deep,)
    answer = outcome(ANY, [deep])
    assert answer["errors"][0]["code"] == "FC0301"
    while deep:  # taken apart by hand: freeing it recursively is Python's business
        deep = deep[0]


def test_a_set_is_accepted_as_frozenset_and_back() -> None:
    answer = outcome(FROZEN, [{1}])
    assert same(answer["states"]["columns"]["x"]["values"], [frozenset({1})])
    answer = outcome(INTS, [frozenset({1})])
    assert same(answer["states"]["columns"]["x"]["values"], [{1}])


def test_true_and_one_are_different_states() -> None:
    assert outcome(ANY, [True, 1, "1"])["stats"]["distinct"] == 3


def test_immutable_values_are_the_same_object_each_time() -> None:
    seen: list[Any] = []

    def look(access: Any) -> bool:
        seen.extend(access.root(0).load() for _ in range(2))
        return True

    description = model.Description({"x": MESSAGE}, [{"x": Message("a", 1)}])
    model.run(description.ask("invariant", "look", look))
    assert len(seen) >= 2
    assert all(one is seen[0] for one in seen)


def test_traces_have_values_and_json_with_kinds_kept_apart() -> None:
    values = {"m": Message("1a", 3), "s": {2, 1}, "c": Color.RED, "d": {0: (1,)}}
    schemas = {
        "m": MESSAGE,
        "s": INTS,
        "c": COLOR,
        "d": Schema.dict_of(INT, Schema.tuple_any(INT, "t"), "d"),
    }
    description = model.Description(schemas, [values])
    answer = model.run(description.ask("invariant", "never", lambda access: False))
    state = answer["violations"][0]["trace"]["states"][0]
    assert state["values"] == values
    assert json.loads(json.dumps(state["json"])) == {
        "m": {"kind": "1a", "ballot": 3},
        "s": {"#set": [1, 2]},
        "c": {"#atom": "RED"},
        "d": {"#map": [[0, {"#tup": [1]}]]},
    }


def test_schemas_tell_what_they_are() -> None:
    schema = Schema.dict_of(STR, Schema.list_of(INT, "list[int]"), "dict[str, list[int]]")
    assert (schema.kind, schema.text, schema.frozen) == ("dict", "dict[str, list[int]]", False)
    assert (schema.key.kind, schema.value.item.kind) == ("string", "integer")
    assert {name: field.kind for name, field in MESSAGE.fields.items()} == {
        "kind": "string",
        "ballot": "integer",
    }
    assert (MESSAGE.cls, PAIR.cls, INT.cls) == (Message, Pair, None)
    assert [choice.kind for choice in MAYBE.choices] == ["integer", "none"]


def test_native_objects_cannot_be_changed() -> None:
    for thing in (INT, native.StopToken()):
        with pytest.raises(AttributeError):
            thing.text = "other"


def test_all_native_classes_are_frozen_and_sendable() -> None:
    sources = Path(__file__).parents[2] / "rust" / "fastcheck-py" / "src"
    text = "".join(path.read_text() for path in sources.rglob("*.rs"))
    declared = re.findall(r"#\[pyclass(.*?)\]", text)
    assert len(declared) == 5
    assert all("frozen" in options and "unsendable" not in options for options in declared)
    assert "gil_used = false" in text
    assert "unsafe" not in text


def test_frozensets_iterate_in_canonical_order_and_are_frozensets() -> None:
    words = [f"word{number:02}" for number in range(40)]
    inner = Schema.set_of(STR, True, "frozenset[str]")
    values = {
        "x": frozenset(words),
        "pair": (frozenset(words), 1),
        "nested": frozenset({frozenset(words), frozenset()}),
        "any": (frozenset(words),),
    }
    schemas = {
        "x": inner,
        "pair": Schema.tuple_of([inner, INT], None, "pair"),
        "nested": Schema.set_of(inner, True, "nested"),
        "any": Schema.anything(),
    }
    seen: list[Any] = []

    def look(access: Any) -> bool:
        seen[:] = [access.root(index).load() for index in range(4)]
        return True

    def write_back(access: Any) -> None:
        for index in range(4):
            access.root(index).store(access.root(index).load())

    description = model.Description(schemas, [values]).step("again", write_back)
    answer = model.run(description.ask("invariant", "look", look))
    assert (answer["errors"], answer["stats"]["distinct"]) == ([], 1)
    assert seen == list(values.values())
    x, pair, nested, free = seen
    for found in (x, pair[0], list(nested)[1], free[0]):
        assert "".join(found) == "".join(words)
        assert hash(found) == hash(frozenset(words)) and repr(found).startswith("frozenset({'word0")
        assert type(pickle.loads(pickle.dumps(found))) is frozenset
        assert found | {"more"} == {*words, "more"}
    assert next(iter(nested)) == frozenset() and repr(next(iter(nested))) == "frozenset()"


@pytest.mark.parametrize(
    "values", [(1, True), ((1,), (True,)), (1, Level.LOW), (frozenset({0}), frozenset({False}))]
)
def test_elements_that_python_takes_for_the_same(values: tuple[Any, Any]) -> None:
    free = Schema.set_of(Schema.anything(True), False, "set[Any]")

    def add(access: Any) -> None:
        for value in values:
            access.root(0).add(value)

    description = model.Description({"x": free}, [{"x": set()}]).step("add", add)
    answer = model.run(description)
    assert [error["code"] for error in answer["errors"]] == ["FC0302"]


def test_schemas_refuse_objects_of_one_value() -> None:
    with pytest.raises(fc.Ambiguous):
        Schema.literal([Color.RED, Shade.RED], "two reds")
    with pytest.raises(fc.Ambiguous):
        Schema.atoms([("a", Color.RED), ("a", Color.GREEN)], "two a")


class Shade(Enum):
    RED = 1
