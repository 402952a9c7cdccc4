"""``fastcheck check Spec.tla``: verdicts, exit codes, documents. Expected counts are TLC's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import fastcheck as fc
import tla_specs as specs
from tla_specs import document, run

pytestmark = pytest.mark.usefixtures("native")

INIT_NEXT = "INIT Init NEXT Next\n"


def test_all_states_are_explored(tmp_path: Path) -> None:
    code, found = document(specs.jugs(tmp_path))
    assert (code, found["verdict"]) == (0, "ok")
    stats = found["stats"]
    assert (stats["generated"], stats["distinct"], stats["depth"]) == (97, 16, 8)
    assert found["config"].endswith("Jugs.cfg")
    assert found["properties"] == [
        {"name": "TypeOK", "kind": "invariant", "verdict": "ok"},
        {"name": "deadlock", "kind": "deadlock", "verdict": "ok"},
    ]
    counts = {item["name"]: (item["generated"], item["distinct"]) for item in found["actions"]}
    assert counts["EmptySmall"] == (16, 2)
    assert sum(generated for generated, _ in counts.values()) == 96


def test_a_violated_invariant_has_a_shortest_trace(tmp_path: Path) -> None:
    code, found = document(specs.jugs(tmp_path, "SPECIFICATION Spec INVARIANTS TypeOK NotSolved"))
    assert (code, found["verdict"]) == (12, "violation")
    violation = found["violation"]
    assert (violation["kind"], violation["name"]) == ("invariant", "NotSolved")
    states = violation["trace"]["states"]
    assert len(states) == 7
    assert states[0]["action"] == "Init"
    assert [state["action"] for state in states[1:3]] == ["FillBig", "BigToSmall"]
    assert states[-1]["values"] == {"big": 4, "small": 3}
    assert states[1]["location"].endswith("of module Jugs")
    assert states[1]["location"].startswith("line 8, col ")


def test_counts_at_a_violation_are_those_of_one_worker(tmp_path: Path) -> None:
    path = specs.jugs(tmp_path, "SPECIFICATION Spec INVARIANT NotSolved")
    for workers in ("1", "2", "4"):
        _, found = document(path, "--workers", workers)
        stats = found["stats"]
        assert (stats["generated"], stats["distinct"], stats["depth"]) == (73, 14, 7)


@pytest.mark.parametrize(
    ("config", "code", "kind", "length"),
    [
        ("SPECIFICATION Spec INVARIANT Small", 12, "invariant", 3),
        ("SPECIFICATION Spec PROPERTY Slow", 13, "action_property", 2),
        ("SPECIFICATION Spec PROPERTY Starts", 13, "init_property", 1),
        ("INIT Init NEXT Next", 11, "deadlock", 3),
        ("INIT Init NEXT Cautious", 14, "assertion", 2),
        ("SPECIFICATION Spec INVARIANT Boom", 76, "assertion", 2),
    ],
)
def test_violations_and_their_exit_codes(
    tmp_path: Path, config: str, code: int, kind: str, length: int
) -> None:
    found_code, found = document(specs.counter(tmp_path, config))
    assert (found_code, found["verdict"]) == (code, "violation")
    assert found["violation"]["kind"] == kind
    assert len(found["violation"]["trace"]["states"]) == length


def test_actions_are_named_with_their_arguments(tmp_path: Path) -> None:
    _, found = document(specs.counter(tmp_path, "SPECIFICATION Spec INVARIANT Small"))
    states = found["violation"]["trace"]["states"]
    assert [state["action"] for state in states] == ["Init", "Step(p1, 1)", "Step(p1, 2)"]
    assert states[-1]["values"]["owner"] == {"#map": [[{"#atom": "p1"}, 2], [{"#atom": "p2"}, 0]]}


def test_errors_while_exploring_have_a_place_and_a_trace(tmp_path: Path) -> None:
    path = specs.counter(tmp_path, "INIT Init NEXT Stuck")
    code, found = document(path)
    assert (code, found["verdict"]) == (75, "error")
    error = found["errors"][0]
    assert error["file"].endswith("Counter.tla")
    assert (error["line"], error["code"]) == (19, "FC1403")
    assert [state["values"]["x"] for state in error["trace"]["states"]] == [0]
    shown = run(path)
    assert "19 | Stuck == x' = owner[x]" in shown.stdout
    assert "/\\" not in shown.stdout.split("1. Init")[1]


def test_an_invariant_that_cannot_be_evaluated(tmp_path: Path) -> None:
    code, found = document(specs.counter(tmp_path, "INIT Init NEXT Next INVARIANT Wrong"))
    # In the initial state TLC answers as for the specification itself.
    assert (code, found["verdict"]) == (75, "error")
    assert found["errors"][0]["question"] == "Wrong"


def test_what_a_specification_prints_is_no_part_of_the_document(tmp_path: Path) -> None:
    result = run(specs.counter(tmp_path, "INIT Init NEXT Printing CHECK_DEADLOCK FALSE"), "--json")
    assert json.loads(result.stdout)["verdict"] == "ok"
    assert '<<"x", 0>>' in result.stderr


# Configuration.


def test_deadlock_is_checked_unless_somebody_says_otherwise(tmp_path: Path) -> None:
    path = specs.counter(tmp_path, INIT_NEXT)
    assert run(path).exit_code == 11
    assert run(path, "--no-deadlock").exit_code == 0
    path = specs.counter(tmp_path, INIT_NEXT + "CHECK_DEADLOCK FALSE")
    assert run(path).exit_code == 0
    assert run(path, "--deadlock").exit_code == 11


def test_constants_on_the_command_line(tmp_path: Path) -> None:
    path = str(specs.write(tmp_path, specs.COUNTER, "INIT Init NEXT Next CHECK_DEADLOCK FALSE"))
    code, found = document(path, "-D", "N=2", "-D", "Proc={p1}")
    # x = 0, 1 and 2, the latter by one step or two.
    assert (code, found["stats"]["distinct"]) == (0, 4)
    code, found = document(path, "-D", "N=2")
    assert code == 151
    assert "Proc" in found["errors"][0]["message"]
    code, found = document(path, "-D", "N=2", "-D", "Proc={p1}", "-D", "M=1")
    assert code == 151
    assert "M" in found["errors"][0]["message"]


def test_only_named_properties_are_checked(tmp_path: Path) -> None:
    path = specs.jugs(tmp_path, "SPECIFICATION Spec INVARIANTS TypeOK NotSolved")
    code, found = document(path, "--invariant", "TypeOK")
    assert code == 0
    assert [item["name"] for item in found["properties"]] == ["TypeOK", "deadlock"]
    code, found = document(path, "--invariant", "TypOK")
    assert code == 151
    assert "TypeOK" in found["errors"][0]["hint"]


@pytest.mark.usefixtures("native")
def test_a_constraint_that_cuts_steps_off_is_named_once(tmp_path: Path) -> None:
    """It comes apart into two questions, and both of them cut."""
    module = """---- MODULE Cut ----
EXTENDS Naturals
VARIABLES x, y
Next == (x' = x + 1 /\\ y' = y) \\/ (y' = y + 1 /\\ x' = x)
Spec == x = 0 /\\ y = 0 /\\ [][Next]_<<x, y>>
Low == x < 3 /\\ y < 3
Starts == (x = 0) ~> (x >= 0)
====
"""
    config = "SPECIFICATION Spec\nPROPERTY Starts\nCONSTRAINT Low\n"
    result = fc.check(specs.write(tmp_path, module, config))
    assert result.ok
    assert [w.split(" cuts ")[0] for w in result.warnings] == ["constraint Low"]


def test_without_a_configuration_one_is_suggested(tmp_path: Path) -> None:
    path = str(specs.write(tmp_path, specs.JUGS, None))
    code, found = document(path)
    assert code == 151
    assert "Spec" in found["errors"][0]["hint"]
    assert document(path, "--spec", "Spec")[0] == 0
    assert document(path, "--init", "Init", "--next", "Next")[0] == 0


def test_the_configuration_may_be_a_section_of_a_module(tmp_path: Path) -> None:
    text = specs.JUGS + "---- CONFIG Jugs ----\nSPECIFICATION Spec\nINVARIANT NotSolvd\n====\n"
    path = str(specs.write(tmp_path, text, None))
    code, found = document(path, "-c", path)
    assert code == 151
    # The place is that in the whole file.
    assert found["errors"][0]["line"] == specs.JUGS.count("\n") + 3
    Path(path).write_text(text.replace("NotSolvd", "NotSolved"))
    assert document(path, "-c", path)[0] == 12


def test_modules_are_looked_for_beside_the_specification_then_in_libraries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    root = "---- MODULE Root ----\nEXTENDS Lib\nVARIABLE x\nInit == x = Val\nNext == x' = x\n====\n"
    path = str(specs.write(here, root, INIT_NEXT))
    (there / "Lib.tla").write_text("---- MODULE Lib ----\nVal == 1\n====\n")
    code, found = document(path)
    assert code == 150
    assert "Lib" in found["errors"][0]["message"]
    assert document(path, "--library", str(there))[0] == 0
    monkeypatch.setenv("FASTCHECK_LIBRARY", f"{tmp_path}:{there}")
    assert document(path)[0] == 0
    (here / "Lib.tla").write_text("---- MODULE Lib ----\nVal == \n====\n")
    code, found = document(path)
    assert code == 150
    assert found["errors"][0]["file"].endswith("here/Lib.tla")


# Wrong input.


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x00\x01binary", "not text"),
        (b"---- MODULE Bad ----\n\xff\xfe\n====\n", "line 2"),
        (b"", "no module"),
        (b"nothing to see here", "no module"),
    ],
)
def test_files_that_are_no_specification(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "Bad.tla"
    path.write_bytes(content)
    (tmp_path / "Bad.cfg").write_text(INIT_NEXT)
    code, found = document(str(path))
    assert (code, found["verdict"]) == (150, "error")
    assert words in found["errors"][0]["message"]


def test_files_that_are_not_there(tmp_path: Path) -> None:
    path = specs.jugs(tmp_path)
    code, found = document(str(tmp_path / "Jgs.tla"))
    assert code == 150
    assert found["errors"][0]["hint"] == "did you mean Jugs.tla?"
    assert document(str(tmp_path / "folder.tla"))[0] == 150
    code, found = document(path, "-c", str(tmp_path / "Jug.cfg"))
    assert (code, found["errors"][0]["hint"]) == (151, "did you mean Jugs.cfg?")
    assert document(path, "--library", str(tmp_path / "nowhere"))[0] == 150
    (tmp_path / "Folder.tla").mkdir()
    assert "is a directory" in run(str(tmp_path / "Folder.tla")).stderr


def test_several_errors_are_reported_at_once(tmp_path: Path) -> None:
    text = specs.JUGS.replace("big # 4", "bg # 4").replace("big = 0 /\\", "big = 0 /\\ sml = 1 /\\")
    path = str(specs.write(tmp_path, text, INIT_NEXT))
    code, found = document(path)
    assert code == 150
    assert [error["line"] for error in found["errors"]] == [6, 18]
    assert "did you mean" in found["errors"][1]["hint"]
    shown = run(path)
    assert shown.stderr.count("error[FC11") == 2
    assert "18 | NotSolved == bg # 4\n   |              ^^" in shown.stderr


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ("INIT Init NEXT Nxt", "Nxt"),
        ("SPECIFICATION Spec INIT Init", "SPECIFICATION"),
        ("SPECIFICATION Spec INVARIANT Nothing", "Nothing"),
        ("SPECIFICATION Spec CONSTANT M <- N", "M"),
        ("SPECIFICATION 3", "3"),
        ("FOO bar", "FOO"),
    ],
)
def test_configurations_that_are_wrong(tmp_path: Path, config: str, words: str) -> None:
    code, found = document(specs.jugs(tmp_path, config))
    assert (code, found["verdict"]) == (151, "error")
    assert any(words in error["message"] for error in found["errors"])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--spec", "Spec", "--init", "Init"], "--spec says"),
        (["--json", "--tlc-output"], "two ways"),
        (["--dump-trace", "trace.txt"], "must end in"),
        (["--libary", "x"], "No such option"),
        (["-D", "N"], "NAME=VALUE"),
    ],
)
def test_options_that_are_wrong(tmp_path: Path, arguments: list[str], words: str) -> None:
    result = run(specs.jugs(tmp_path), *arguments)
    assert result.exit_code == 2
    assert words in result.stderr + result.stdout


def test_options_of_specifications_are_refused_for_python_models(tmp_path: Path) -> None:
    for option in ("-c", "--library", "--spec", "--init", "--next"):
        assert run("model.py", option, "x").exit_code == 2
    assert run("model.py", "--tlc-output").exit_code == 2


# Traces in files.


def test_traces_are_written_to_files(tmp_path: Path) -> None:
    path = specs.counter(tmp_path, "SPECIFICATION Spec INVARIANT Small")
    files = [str(tmp_path / name) for name in ("t.itf.json", "t.json", "Told.tla")]
    assert run(path, *(part for file in files for part in ("--dump-trace", file))).exit_code == 12
    itf = json.loads(Path(files[0]).read_text())
    assert [state["x"] for state in itf["states"]] == [0, 1, 3]
    told = json.loads(Path(files[1]).read_text())
    assert told["vars"] == ["x", "owner"]
    assert told["counterexample"]["state"][2] == [3, {"x": 3, "owner": {"p1": 2, "p2": 0}}]
    assert told["counterexample"]["action"][0][1]["name"] == "Step(p1, 1)"
    text = Path(files[2]).read_text()
    assert "CONSTANTS p1, p2" in text
    assert "[x |-> 3, owner |-> (p1 :> 2 @@ p2 :> 0)]" in text
    # It is a module that can be read again.
    extended = "---- MODULE Again ----\nEXTENDS Told\nASSUME Len(Trace) = 3 /\\ Trace[3].x = 3\n"
    extended = extended.replace("EXTENDS Told", "EXTENDS Told, Sequences") + "====\n"
    again = specs.write(tmp_path, extended, "CONSTANTS p1 = p1 p2 = p2")
    assert run(str(again)).exit_code == 0


# Python.


def test_specifications_are_checked_from_python(tmp_path: Path) -> None:
    path = specs.jugs(tmp_path, "SPECIFICATION Spec INVARIANT NotSolved")
    result = fc.check(path)
    assert result.exit_code == 12
    assert result.trace[-1].state == {"big": 4, "small": 3}
    assert result.trace[-1].changed["big"].before == 5
    assert "BigToSmall" in repr(result)
    assert fc.check(path, invariants=["TypeOK"]).ok


def test_values_of_traces_are_python_values(tmp_path: Path) -> None:
    path = str(specs.write(tmp_path, specs.COUNTER, "SPECIFICATION Spec INVARIANT Small"))
    people = frozenset({fc.ModelValue("p1"), fc.ModelValue("p2")})
    result = fc.check(path, {"N": 4, "Proc": people})
    owner = result.trace[-1].state["owner"]
    assert isinstance(owner, fc.Function)
    assert owner == {fc.ModelValue("p1"): 2, fc.ModelValue("p2"): 0}
    lines = result.trace[-1].lines()
    assert "   owner[p1]: 1 -> 2" in lines


def test_a_specification_that_is_wrong_is_an_exception(tmp_path: Path) -> None:
    path = specs.jugs(tmp_path, "SPECIFICATION Spc")
    with pytest.raises(fc.SpecError) as caught:
        fc.check(path)
    assert caught.value.exit_code == 151
    assert caught.value.reports[0].line == 1
    assert "Jugs.cfg:1:" in str(caught.value)
    with pytest.raises(fc.NoSuchFile):
        fc.check(str(tmp_path / "Nothing.tla"))
    with pytest.raises(TypeError, match=r"must end in \.tla"):
        fc.check("Spec.txt")


def test_states_and_graph_of_a_specification(tmp_path: Path) -> None:
    result = fc.check(specs.jugs(tmp_path), states=True, graph=True)
    assert len(result.states) == 16
    assert len(result.graph.src) == 96
    assert set(result.states["big"]) == {0, 1, 2, 3, 4, 5}


def test_a_bound_is_not_ok(tmp_path: Path) -> None:
    code, found = document(specs.jugs(tmp_path), "--max-states", "5")
    assert (code, found["verdict"], found["stop_reason"]) == (3, "incomplete", "max_states")


def test_assumptions_and_postconditions(tmp_path: Path) -> None:
    text = "---- MODULE A ----\nASSUME Fine == 1 = 1\nASSUME 1 = 2\n====\n"
    path = str(specs.write(tmp_path, text, ""))
    code, found = document(path)
    assert (code, found["violation"]["kind"]) == (10, "assumption")
    assert found["violation"]["place"]["line"] == 3
    path = str(specs.write(tmp_path, text.replace("1 = 2", "2 = 2"), ""))
    code, found = document(path)
    assert (code, found["stats"]["generated"]) == (0, 0)


def test_a_postcondition_sees_the_counterexample(tmp_path: Path) -> None:
    text = specs.COUNTER.replace("EXTENDS Naturals, TLC", "EXTENDS Naturals, TLC, TLCExt")
    # The first line of dashes is the header; the module ends at the only line of equals signs.
    text = text.replace("====\n", "Post == CounterExample.state = {}\n====\n", 1)
    config = (
        "CONSTANTS N = 2 Proc = {p1}\nSPECIFICATION Spec CHECK_DEADLOCK FALSE\nPOSTCONDITION Post\n"
    )
    path = str(specs.write(tmp_path, text, config))
    assert document(path)[0] == 0
    wrong = text.replace("CounterExample.state = {}", "CounterExample.state # {}")
    path = str(specs.write(tmp_path, wrong, config))
    code, found = document(path)
    assert (code, found["violation"]["kind"], found["violation"]["name"]) == (
        10,
        "postcondition",
        "Post",
    )


def test_temporal_properties(tmp_path: Path) -> None:
    text = specs.JUGS.replace("====\n", "Full == <>(big = 5)\n====\n", 1)
    path = str(specs.write(tmp_path, text, "SPECIFICATION Spec PROPERTY Full"))
    code, found = document(path)
    # Without fairness nothing need ever happen: the first state may last for ever.
    assert (code, found["violation"]["kind"], found["violation"]["name"]) == (
        13,
        "liveness",
        "Full",
    )
    trace = found["violation"]["trace"]
    assert (len(trace["states"]), trace["loop_start"]) == (1, 1)


def test_a_specification_without_steps_is_an_error(tmp_path: Path) -> None:
    code, found = document(specs.jugs(tmp_path, "INIT Init"))
    assert (code, found["verdict"]) == (75, "error")
    assert "no next-state relation" in found["errors"][0]["message"]


def test_a_specification_that_is_false_is_an_error(tmp_path: Path) -> None:
    text = specs.JUGS.replace("====\n", "Never == Spec /\\ 1 = 2\n====\n", 1)
    code, found = document(str(specs.write(tmp_path, text, "SPECIFICATION Never")))
    assert (code, found["verdict"]) == (151, "error")


def test_the_members_of_a_described_set_are_used_in_the_right_state(tmp_path: Path) -> None:
    """The condition of a constant set speaks of no state, what is done with its members does."""
    text = (
        "---- MODULE Described ----\nEXTENDS Naturals\nVARIABLE f\n"
        "Even == {n \\in 0..3 : n % 2 = 0}\n"
        "Init == f \\in [Even -> {n \\in 0..2 : n # 1}]\n"
        "Next == \\E n \\in Even : f' = [f EXCEPT ![n] = 2]\n====\n"
    )
    code, found = document(str(specs.write(tmp_path, text, "INIT Init NEXT Next")))
    # Two arguments with two values each, and two steps from every state.
    assert (code, found["stats"]["distinct"], found["stats"]["generated"]) == (0, 4, 12)


def test_an_interrupt_ends_a_run_that_evaluates_one_thing(tmp_path: Path) -> None:
    text = (
        "---- MODULE Long ----\nEXTENDS Naturals\nRECURSIVE F(_)\n"
        "F(n) == IF n < 2 THEN 1 ELSE F(n - 1) + F(n - 2)\nASSUME F(60) > 0\n====\n"
    )
    code, found = document(str(specs.write(tmp_path, text, "")), "--max-seconds", "0.3")
    assert (code, found["stop_reason"]) == (3, "max_seconds")


def test_a_replacement_in_one_module_reaches_built_in_operators(tmp_path: Path) -> None:
    specs.write(
        tmp_path,
        "---- MODULE Lib ----\nEXTENDS Naturals\nAll == UNION {{n} : n \\in Nat}\n====\n",
        None,
    )
    text = (
        "---- MODULE Root ----\nEXTENDS Integers, Lib\nFew == 0..3\nVARIABLE x\n"
        "Init == x \\in All\nNext == x' = x\n====\n"
    )
    config = "INIT Init NEXT Next CONSTANT Nat <- [Lib]Few"
    code, found = document(str(specs.write(tmp_path, text, config)))
    assert (code, found["stats"]["distinct"], found["stats"]["generated"]) == (0, 4, 8)


SMALL = (
    "---- MODULE Small ----\nEXTENDS Naturals\nCONSTANT RM\nVARIABLE x\n"
    "Init == x = 0\nNext == x < 2 /\\ x' = x + 1\nInv == x < 2\n====\n"
)


def test_an_invariant_of_the_file_stays_one_when_it_is_named_as_a_property(tmp_path: Path) -> None:
    config = INIT_NEXT + "CONSTANT RM = RM INVARIANT Inv CHECK_DEADLOCK FALSE"
    path = str(specs.write(tmp_path, SMALL, config))
    for option in ("--invariant", "--property"):
        code, found = document(path, option, "Inv")
        assert (code, found["violation"]["kind"]) == (12, "invariant")


@pytest.mark.parametrize("given", ["Rm={a}", "Rm=a", "Rm=3", "x=1", "x={a}"])
def test_an_option_for_no_constant_is_an_error(given: str, tmp_path: Path) -> None:
    path = str(specs.write(tmp_path, SMALL, INIT_NEXT + "CONSTANT RM = RM"))
    code, found = document(path, "-D", given)
    assert (code, found["verdict"]) == (151, "error")
    assert f"-D {given.partition('=')[0]}" in found["errors"][0]["message"]


def test_an_option_can_make_a_constant_a_model_value_of_its_name(tmp_path: Path) -> None:
    path = str(specs.write(tmp_path, SMALL, INIT_NEXT + "CHECK_DEADLOCK FALSE"))
    code, found = document(path, "-D", "RM=RM")
    assert (code, found["stats"]["distinct"]) == (0, 3)


def test_a_module_without_anything_to_check_is_not_ok(tmp_path: Path) -> None:
    text = "---- MODULE Plan ----\n(* --algorithm Plan\nbegin skip;\nend algorithm; *)\n====\n"
    code, found = document(str(specs.write(tmp_path, text, None)))
    assert (code, found["errors"][0]["code"]) == (151, "FC1327")


def test_without_a_behavior_no_state_is_said_to_be_checked(tmp_path: Path) -> None:
    text = "---- MODULE Facts ----\nEXTENDS Naturals\nASSUME 1 < 2\n====\n"
    path = str(specs.write(tmp_path, text, None))
    code, found = document(path)
    assert (code, found["properties"]) == (0, [])
    told = run(path).stdout
    assert "no state was explored" in told
    assert "Checked: assumptions alone." in told


def test_a_trace_is_not_written_over_what_is_checked_or_nowhere(tmp_path: Path) -> None:
    config = INIT_NEXT + "CONSTANT RM = RM INVARIANT Inv"
    path = specs.write(tmp_path, SMALL, config)
    for file in (path, tmp_path / "none" / "trace.tla"):
        result = run(str(path), "--dump-trace", str(file))
        assert (result.exit_code, result.stdout) == (2, "")
    assert path.read_text() == SMALL
