"""JSON, ITF, HTML, DOT, Mermaid, pandas, networkx."""

from __future__ import annotations

import json
from enum import Enum
from typing import Any, NamedTuple

import networkx
import pytest

import canned
from canned import LAMP1, Visit
from fastcheck.export import encode, itf_value
from fastcheck.result import ErrorReport, failure, make_result

TOP = {
    "schema", "version", "target", "config", "verdict", "exit_code", "stop_reason", "violation",
    "violations", "properties", "stats", "actions", "warnings", "errors", "learning",
}  # fmt: skip


class Colour(Enum):
    RED = 1


class Pair(NamedTuple):
    left: int
    right: int


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, True),
        (1, 1),
        ("a", "a"),
        (None, {"#atom": "None"}),
        (LAMP1, {"#atom": "Lamp1"}),
        (Colour.RED, {"#atom": "RED"}),
        ((1, "a"), {"#tup": [1, "a"]}),
        ([1], {"#tup": [1]}),
        (Pair(1, 2), {"#tup": [1, 2]}),
        ({3, 1, 2}, {"#set": [1, 2, 3]}),
        (frozenset({(2,), (1,)}), {"#set": [{"#tup": [1]}, {"#tup": [2]}]}),
        ({2: "b", 1: "a"}, {"#map": [[1, "a"], [2, "b"]]}),
        (Visit("ann", 2), {"who": "ann", "times": 2}),
        (2**62, 2**62),
    ],
)
def test_values_as_json(value: Any, expected: Any) -> None:
    assert encode(value) == expected
    assert type(encode(value)) is type(expected)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([1, 2], [1, 2]),
        ((1, 2), {"#tup": [1, 2]}),
        (LAMP1, "Lamp1"),
        (None, "None"),
        (2**53, {"#bigint": "9007199254740992"}),
        (-(2**53), {"#bigint": "-9007199254740992"}),
        (2**53 - 1, 9007199254740991),
        ({1: {2}}, {"#map": [[1, {"#set": [2]}]]}),
    ],
)
def test_values_as_itf(value: Any, expected: Any) -> None:
    assert itf_value(value) == expected


def test_the_document_of_a_violation() -> None:
    document = json.loads(json.dumps(make_result(canned.violated(), target="switch.py").to_json()))
    assert set(document) == TOP
    assert document["schema"] == "fastcheck.result/1"
    assert document["target"] == "switch.py"
    assert document["stats"] == canned.STATS
    assert document["violation"]["kind"] == "invariant"
    states = document["violation"]["trace"]["states"]
    assert states[1]["values"]["lamps"] == {
        "#map": [[{"#atom": "Lamp1"}, 5], [{"#atom": "Lamp2"}, 0]]
    }
    assert states[1]["arguments"] == {"lamp": {"#atom": "Lamp1"}}
    assert document["violation"]["trace"]["loop_start"] is None
    assert document["actions"][0] == {"name": "press", "generated": 4000, "distinct": 1200}


def test_the_document_of_a_failure_has_the_same_keys() -> None:
    document = failure([ErrorReport("FC0101", "no such file")], 150).to_json()
    assert set(document) == TOP
    assert document["verdict"] == "error"
    assert document["violation"] is None
    assert document["errors"][0]["code"] == "FC0101"


def test_an_error_while_exploring_has_its_trace() -> None:
    document = make_result(canned.failed("switch.py")).to_json()
    assert document["violation"] is None
    assert len(document["errors"][0]["trace"]["states"]) == 3


def test_the_json_of_the_engine_is_used_as_it_is() -> None:
    raw = canned.violated()
    raw["violations"][0]["trace"]["states"][0]["json"] = {"on": "from the engine"}
    states = make_result(raw).trace.to_json()["states"]
    assert states[0]["values"] == {"on": "from the engine"}


def test_itf() -> None:
    document = json.loads(json.dumps(make_result(canned.violated()).trace.to_itf()))
    assert document["vars"] == ["on", "lamps", "seen"]
    assert [state["#meta"]["index"] for state in document["states"]] == [0, 1, 2]
    assert document["states"][1]["lamps"] == {"#map": [["Lamp1", 5], ["Lamp2", 0]]}
    assert document["states"][0]["seen"] == {"#set": [{"#tup": ["a", 1]}, {"#tup": ["b", 2]}]}
    assert "loop" not in document


def test_itf_of_a_loop_counts_from_zero() -> None:
    raw = canned.violated()
    raw["violations"][0]["trace"]["loop_start"] = 2
    assert make_result(raw).trace.to_itf()["loop"] == 1


def test_html_escapes() -> None:
    raw = canned.violated()
    raw["violations"][0]["trace"]["states"][0]["values"]["on"] = "<script>"
    html = make_result(raw)._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "press(lamp=Lamp1)" in html


def test_mermaid_trace() -> None:
    assert make_result(canned.violated()).trace.to_mermaid().splitlines() == [
        "stateDiagram-v2",
        "    [*] --> s1: Init",
        "    s1 --> s2: press(lamp=Lamp1)",
        "    s2 --> s3: wait",
    ]


def test_networkx() -> None:
    graph = make_result(canned.recorded()).graph.to_networkx()
    assert isinstance(graph, networkx.MultiDiGraph)
    assert sorted(graph.edges(data="action")) == [(0, 1, "press"), (0, 2, "break"), (1, 0, "press")]
    assert graph.nodes[2]["state"].seen == {1}
    assert [node for node, initial in graph.nodes(data="initial") if initial] == [0]


def test_networkx_keeps_parallel_edges() -> None:
    raw = canned.recorded()
    raw["graph"]["dst"] = canned.words(1, 1, 0)
    assert make_result(raw).graph.to_networkx().number_of_edges(0, 1) == 2


def test_dot() -> None:
    dot = make_result(canned.recorded()).graph.to_dot()
    assert dot.startswith("digraph")
    assert 's0 -> s2 [label="break"];' in dot
    assert 's0 [label="x = 3\\lseen = set()", style=bold];' in dot


def test_dot_escapes_quotes() -> None:
    raw = canned.recorded()
    raw["graph"]["questions"] = ['say("hi")', "break"]
    assert '[label="say(\\"hi\\")"]' in make_result(raw).graph.to_dot()


def test_mermaid_graph() -> None:
    lines = make_result(canned.recorded()).graph.to_mermaid().splitlines()
    assert "    [*] --> s0" in lines
    assert "    s0 --> s2: break" in lines


def test_pandas() -> None:
    frame = make_result(canned.recorded()).states.to_pandas()
    assert list(frame.columns) == ["x", "seen", "depth"]
    assert frame["x"].tolist() == [3, 4, 3]
    assert frame["depth"].tolist() == [1, 2, 2]
