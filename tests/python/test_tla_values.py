"""Values of TLA+ in Python: equality, TLA+ notation, and TLC's layout over lines."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

import fastcheck as fc
from fastcheck._order import CanonicalSet, order_key
from fastcheck.pretty import pretty
from fastcheck.trace import differences
from fastcheck.values import notation

P1, P2 = fc.ModelValue("p1"), fc.ModelValue("p2")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "TRUE"),
        (-3, "-3"),
        ('a "b"\n\\', r'"a \"b\"\n\\"'),
        (P1, "p1"),
        ((), "<<>>"),
        ((1, (True,)), "<<1, <<TRUE>>>>"),
        (CanonicalSet([P2, P1]), "{p2, p1}"),
        (frozenset(), "{}"),
        (fc.Record({"b": 1, "a": P1}), "[b |-> 1, a |-> p1]"),
        (fc.Function({P1: 1, P2: (2,)}), "(p1 :> 1 @@ p2 :> <<2>>)"),
    ],
)
def test_notation(value: Any, text: str) -> None:
    assert notation(value) == text


def test_values_are_equal_if_they_are_the_same_value() -> None:
    assert fc.ModelValue("p1") == P1 != P2
    assert fc.Record({"a": 1, "b": 2}) == fc.Record({"b": 2, "a": 1})
    assert len({fc.Function({1: P1}), fc.Function({1: P1}), fc.Function({2: P1})}) == 2
    assert P1 != "p1"


def test_values_cannot_be_changed() -> None:
    record = fc.Record({"a": 1})
    assert record.a == record["a"] == 1
    with pytest.raises(AttributeError):
        record.a = 2
    with pytest.raises(AttributeError, match="no field 'z'"):
        _ = record.z
    with pytest.raises(AttributeError):
        P1.name = "q"  # type: ignore[misc]


@pytest.mark.parametrize("value", [P1, fc.Record({"a": P1}), fc.Function({(1, 2): "x"})])
def test_values_are_copied_and_pickled(value: Any) -> None:
    assert copy.deepcopy(value) == value == pickle.loads(pickle.dumps(value))


def test_model_values_are_ordered_by_name() -> None:
    assert sorted([P2, "z", P1, 3], key=order_key) == [3, "z", P1, P2]


def test_what_changed_is_told_in_the_notation_asked_for() -> None:
    before = fc.Function({P1: fc.Record({"st": "a", "n": 1}), P2: CanonicalSet([1])})
    after = fc.Function({P1: fc.Record({"st": "b", "n": 1}), P2: CanonicalSet([1, 2])})
    told = [str(entry) for entry in differences(("f",), before, after, notation)]
    assert told == ['f[p1].st: "a" -> "b"', "f[p2]: + 2"]


# The layouts below were printed by TLC 2026.11 for the values beside them.


def test_eighty_columns_fit_on_a_line() -> None:
    fits, over = ("a" * 74,), ("a" * 75,)
    assert (len(notation(fits)), len(notation(over))) == (80, 81)
    assert pretty(fits) == notation(fits)
    assert pretty(over) == f'<< "{over[0]}" >>'


LONG = "abcdefghijklmnopqrstuvwxyz"


def test_layout_of_sets_and_sequences() -> None:
    value = (LONG, (LONG, LONG, LONG), CanonicalSet([1, 2]))
    assert pretty(value) == (
        f'<< "{LONG}",\n   << "{LONG}",\n      "{LONG}",\n      "{LONG}" >>,\n   {{1, 2}} >>'
    )


def test_layout_of_records_and_functions() -> None:
    value = fc.Record(
        {
            "first": fc.Function({P1: LONG, P2: LONG, 3: LONG}),
            "second": (LONG, LONG),
            "third": (LONG, LONG, LONG),
        }
    )
    assert pretty(value) == (
        "[ first |->\n"
        f'      ( p1 :> "{LONG}" @@\n'
        f'        p2 :> "{LONG}" @@\n'
        f'        3 :> "{LONG}" ),\n'
        f'  second |-> <<"{LONG}", "{LONG}">>,\n'
        "  third |->\n"
        f'      << "{LONG}",\n'
        f'         "{LONG}",\n'
        f'         "{LONG}" >> ]'
    )


def test_layout_of_arguments_that_are_long_themselves() -> None:
    value = fc.Function({(LONG, LONG): 1, (LONG, LONG, LONG): 1})
    assert pretty(value) == (
        f'( <<"{LONG}", "{LONG}">> :> 1 @@\n'
        f'  << "{LONG}",\n'
        f'     "{LONG}",\n'
        f'     "{LONG}" >> :>\n'
        "      1 )"
    )
