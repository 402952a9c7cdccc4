"""What a new user gets wrong is said plainly, with what to do about it."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import canned
import fastcheck as fc
from fastcheck.check import exit_code
from fastcheck.cli import cli, render
from fastcheck.errors import NotRunning, Usage
from fastcheck.load import load
from fastcheck.result import make_result


class Client(fc.Symmetric, default=2):
    """A client."""


class Foreign(fc.Symmetric, default=2):
    """A sort that no model here uses."""


def how_many() -> int:
    return len(Client.all())


class Counter(fc.Model):
    count: int

    @fc.init
    def start(self) -> None:
        self.count = 0

    @fc.action
    def tick(self) -> None:
        fc.require(self.count < 2)
        self.count += 1

    @fc.terminal
    def over(self) -> bool:
        return self.count == 2


def reading(read: Any) -> Any:
    """A model whose action runs ``read`` on it."""

    class Reading(Counter):
        @fc.action
        def tick(self) -> None:
            fc.require(self.count == 0)
            read(self)
            self.count = 1

        @fc.terminal
        def over(self) -> bool:
            return True

    return Reading


def violated_twice() -> dict[str, Any]:
    raw = canned.violated()
    raw["violations"].append({**raw["violations"][0], "name": "other"})
    return raw


def test_the_document_has_every_violation() -> None:
    document = make_result(violated_twice()).to_json()
    assert [found["name"] for found in document["violations"]] == ["dim", "other"]
    assert document["violation"] == document["violations"][0]
    assert make_result(canned.answer()).to_json()["violations"] == []


def test_a_model_without_an_action_is_refused() -> None:
    class Still(fc.Model):
        x: int

        @fc.init
        def start(self) -> None:
            self.x = 0

    with pytest.raises(fc.DefinitionError, match="Still has no action") as caught:
        fc.check(Still)
    assert caught.value.hint == "decorate a method with @fc.action"


@pytest.mark.usefixtures("native")
@pytest.mark.parametrize(
    ("name", "hint"),
    [("cuont", "did you mean count?"), ("xs", "declare it in the class: xs: int")],
)
def test_reading_what_is_not_declared(name: str, hint: str) -> None:
    result = fc.check(reading(lambda model: getattr(model, name)), workers=1)
    assert result.exit_code == 75
    assert (result.errors[0].code, result.errors[0].hint) == ("FC0305", hint)
    assert result.errors[0].message.startswith(f"Reading has no state variable {name}")


@pytest.mark.usefixtures("native")
def test_what_is_not_declared_is_still_an_attribute_that_is_missing() -> None:
    def read(model: Any) -> None:
        assert not hasattr(model, "xs")
        assert getattr(model, "xs", 7) == 7
        assert not hasattr(model, "__deepcopy__")
        copy.copy(model)

    assert fc.check(reading(read), workers=1).ok


@pytest.mark.usefixtures("native")
def test_a_value_outside_its_type_is_the_headline() -> None:
    def assign(model: Any) -> None:
        model.count = 0.5

    def overflow(model: Any) -> None:
        model.count = 2**63

    result = fc.check(reading(assign), workers=1)
    assert result.headline.startswith("Violation: 0.5 is outside the declared type int of count")
    assert result.headline.endswith("action tick, after state 1.")
    assert str(result).count("0.5") == 1
    assert "(an int has 64 bits)" in fc.check(reading(overflow), workers=1).headline


@pytest.mark.parametrize(("value", "fits"), [(2**63 - 1, True), (2**63, False), (-(2**63), True)])
def test_a_constant_has_64_bits(value: int, fits: bool) -> None:
    class Sized(Counter):
        N: int = fc.const()

    if fits:
        assert fc.check(Sized, {"N": value}, workers=1).ok
    else:
        with pytest.raises(fc.WrongConstant, match="64 bits"):
            fc.check(Sized, {"N": value})


def test_one_state_is_not_all_of_them() -> None:
    raw = canned.answer()
    raw["stats"] = {**raw["stats"], "distinct": 1}
    assert make_result(raw).headline == "No error found: the one distinct state was checked."


def test_a_result_says_what_was_checked() -> None:
    assert "\nChecked: invariant dim, " in repr(make_result(canned.answer()))
    assert "Checked:" not in repr(make_result(canned.violated()))


def test_messages_have_no_addresses() -> None:
    error = fc.UnsupportedValue(f"a state cannot hold {object()!r}, a object")
    assert error.message == "a state cannot hold <object object>, a object"


class Served(Counter):
    N: int = fc.const(2)

    @fc.action
    def tick(self) -> None:
        fc.require(self.count < how_many())
        self.count += 1

    @fc.terminal
    def over(self) -> bool:
        return True


class Needy(Counter):
    N: int = fc.const()
    K: int = fc.const()


@pytest.mark.parametrize("key", [Foreign, "Foreign"])
def test_a_sort_that_the_model_does_not_use_is_unknown(key: Any) -> None:
    with pytest.raises(fc.UnknownConstant, match="Served has no constant or sort Foreign"):
        fc.check(Served, {key: 2})


@pytest.mark.usefixtures("native")
def test_a_sort_that_only_a_helper_uses_is_known() -> None:
    assert [fc.check(Served, {key: 4}).stats.distinct for key in (Client, "Client")] == [5, 5]


def test_a_sort_is_given_once() -> None:
    with pytest.raises(fc.WrongConstant, match="Client is given twice"):
        fc.check(Served, {Client: 1, "Client": 2})


def test_constants_are_a_mapping() -> None:
    given: Any = [("N", 1)]
    with pytest.raises(fc.WrongConstant, match="constants is a mapping, not a list"):
        fc.check(Served, given)


def test_all_that_is_missing_is_named_at_once() -> None:
    with pytest.raises(fc.MissingConstant, match="N has no value; constant K has no val") as caught:
        fc.check(Needy)
    hint = str(caught.value.hint)
    assert "-D N=... -D K=..." in hint
    assert 'constants={"N": ..., "K": ...}' in hint


def test_a_name_is_missing_between_commas() -> None:
    with pytest.raises(fc.WrongConstant) as caught:
        fc.check(Served, {Client: ["a", ""]})
    assert caught.value.hint == "a name is missing between the commas"


def test_an_error_says_where_and_what_to_do() -> None:
    lines = str(make_result(canned.failed("switch.py"))).splitlines()
    assert lines[1:3] == ["  at switch.py:17", "  hint: guard it with fc.require"]


def test_choices_outside_a_run_say_where_they_belong() -> None:
    with pytest.raises(NotRunning) as caught:
        fc.oneof([1])
    assert str(caught.value.hint).startswith("call it inside an @fc.action or @fc.init method")


def test_a_choice_while_importing_is_a_failed_import(tmp_path: Path) -> None:
    file = tmp_path / "early.py"
    file.write_text("import fastcheck as fc\n\nfc.oneof([1])\n")
    with pytest.raises(fc.ImportFailed, match="oneof used outside") as caught:
        load(str(file))
    assert caught.value.line == 3
    assert "call it inside" in str(caught.value.hint)


def test_targets_that_are_no_files(tmp_path: Path) -> None:
    with pytest.raises(fc.NoSuchFile, match="is a directory: name a model file in it"):
        load(str(tmp_path))
    with pytest.raises(Usage) as caught:
        load("")
    assert exit_code(caught.value) == 2


@pytest.mark.parametrize(
    "decorator",
    [fc.init, fc.invariant, fc.terminal, fc.constraint, fc.step_property],
)
def test_decorators_without_parentheses(decorator: Any) -> None:
    with pytest.raises(fc.DefinitionError, match=f"write @fc.{decorator.__name__} without parenth"):
        decorator()


def test_a_state_by_number() -> None:
    pytest.importorskip("numpy")
    states: Any = make_result(canned.recorded()).states
    with pytest.raises(KeyError, match=r"\.state\(1\)"):
        states[1]


def test_a_further_trace_stands_apart() -> None:
    text = render.trace(make_result(violated_twice()))
    assert "\n\n\x1b[31m\x1b[1mViolation: invariant other" in text
    assert "in state 3.\x1b[0m\n\n\x1b[1m1. Init" in text


def test_without_a_command_the_usage_is_shown_once() -> None:
    done = CliRunner().invoke(cli, [])
    assert done.exit_code in (0, 2)  # by the version of click
    assert done.output.count("Usage:") == 1
    assert "error" not in done.output.splitlines()[0]


@pytest.mark.parametrize("text", ["", "a,"])
def test_an_empty_name_on_the_command_line(tmp_path: Path, text: str) -> None:
    file = tmp_path / "served.py"
    file.write_text(
        "import fastcheck as fc\n\nclass C(fc.Symmetric): ...\n\nclass M(fc.Model):\n"
        "    x: C\n    @fc.init\n    def i(self): self.x = fc.oneof(C.all())\n"
        "    @fc.action\n    def a(self): pass\n"
    )
    done = CliRunner().invoke(cli, ["check", str(file), "-D", f"C={text}"])
    assert done.exit_code == 151
    assert "hint: a name is missing between the commas" in done.output


def test_a_directory_on_the_command_line(tmp_path: Path) -> None:
    file = tmp_path / "adir"
    file.mkdir()
    done = CliRunner().invoke(cli, ["check", str(file)])
    assert done.exit_code == 150
    assert "adir is a directory: name a model file in it" in done.output


def test_an_unknown_option_is_named() -> None:
    options: Any = {"maxstates": 3}
    with pytest.raises(TypeError, match=r"fc\.check and fc\.Run have no option maxstates"):
        fc.Run(Counter, **options)
