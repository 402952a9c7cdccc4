"""The command line: what it prints where, and its exit codes. The engine is canned."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

import canned
from fastcheck.check import Options, parse_memory, physical_memory
from fastcheck.cli import COMMANDS, cli


@pytest.fixture
def model(tmp_path: Path) -> str:
    (tmp_path / "switch.py").write_text(canned.MODEL)
    return str(tmp_path / "switch.py")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments))


def check(
    monkeypatch: pytest.MonkeyPatch, reply: Any, *arguments: str
) -> tuple[Result, canned.Engine]:
    engine = canned.install(monkeypatch.setattr, reply)
    return run("check", *arguments), engine


# Help.


def test_every_command_and_option_has_help() -> None:
    context = click.Context(cli)
    commands = [cli, *(cli.get_command(context, name) for name in cli.list_commands(context))]
    assert len(commands) == 1 + len(COMMANDS) > 2
    options = 0
    for command in commands:
        assert command is not None
        assert command.help
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                options += 1
                assert parameter.help, f"{command.name} {parameter.name}"
    assert options > 18


@pytest.mark.parametrize(
    "arguments", [["--help"], ["-h"], ["check", "--help"], ["completion", "-h"]]
)
def test_help(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: fastcheck")


def test_version() -> None:
    result = run("--version")
    assert result.exit_code == 0
    assert result.stdout.startswith("fastcheck 0.")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str) -> None:
    result = run("completion", shell)
    assert result.exit_code == 0
    assert "_FASTCHECK_COMPLETE" in result.stdout


# Results.


def bounded(reason: str, code: int) -> dict[str, Any]:
    return canned.answer("incomplete", code, stop_reason=reason)


@pytest.mark.parametrize(
    ("reply", "code", "line"),
    [
        (canned.answer(), 0, "No error found: all 1,234 distinct states were checked."),
        (canned.violated(), 12, "Violation: invariant dim does not hold in state 3."),
        (
            canned.violated("deadlock", "deadlock", 11),
            11,
            "Deadlock: no action is possible in state 3.",
        ),
        (
            canned.violated("assertion", "press", 14),
            14,
            "Violation: assertion failed: press in state 3.",
        ),
        (
            bounded("max_states", 3),
            3,
            "Incomplete: the bound on the number of states was reached.",
        ),
        (bounded("memory", 152), 152, "Incomplete: the memory limit was reached."),
        (bounded("interrupted", 130), 130, "Incomplete: interrupted."),
    ],
)
def test_verdicts(
    monkeypatch: pytest.MonkeyPatch, model: str, reply: Any, code: int, line: str
) -> None:
    result, _ = check(monkeypatch, reply, model)
    assert result.exit_code == code
    assert result.stdout.startswith(line)
    assert ("no error found" in result.stdout.lower()) is (code == 0)


def test_a_violation_is_a_story(monkeypatch: pytest.MonkeyPatch, model: str) -> None:
    result, _ = check(monkeypatch, canned.violated(message="too bright"), model)
    assert result.stdout.splitlines() == [
        "Violation: invariant dim does not hold in state 3.",
        "too bright",
        "",
        "1. Init  (switch.py:12)",
        "   on    = False",
        "   lamps = {Lamp1: 0, Lamp2: 0}",
        "   seen  = {('a', 1), ('b', 2)}",
        "2. press(lamp=Lamp1)  (switch.py:16)",
        "   on: False -> True",
        "   lamps[Lamp1]: 0 -> 5",
        "   seen: - ('a', 1)",
        "   seen: + ('c', 3)",
        "3. wait",
        "   (nothing changes)",
        "",
        "4,321 generated, 1,234 distinct, 7 left, depth 5",
        "2.00 s, 4,321 states/s, 2 workers, 12.3 MB, collision probability 2.5e-13",
    ]


def test_what_was_checked_is_said(monkeypatch: pytest.MonkeyPatch, model: str) -> None:
    said = "Checked: invariant dim, step property grows, deadlock, declared types.\n"
    for reply in (canned.answer(), canned.answer("incomplete", 3)):
        result, _ = check(monkeypatch, reply, model)
        assert said in result.stdout


def test_a_message_that_says_nothing_more_is_left_out(
    monkeypatch: pytest.MonkeyPatch, model: str
) -> None:
    result, _ = check(monkeypatch, canned.violated(message="invariant dim is violated"), model)
    assert "is violated" not in result.stdout


def test_full_trace_shows_whole_states(monkeypatch: pytest.MonkeyPatch, model: str) -> None:
    result, _ = check(monkeypatch, canned.violated(), model, "--full-trace")
    assert result.stdout.count("   lamps = ") == 3


def test_all_violations_are_shown(monkeypatch: pytest.MonkeyPatch, model: str) -> None:
    reply = canned.violated()
    reply["violations"].append(
        {"kind": "invariant", "name": "calm", "message": "", "trace": canned.trace()}
    )
    result, engine = check(monkeypatch, reply, model, "--continue")
    assert engine.options["continue_"] is True
    assert "Violation: invariant calm does not hold in state 3." in result.stdout
    assert result.exit_code == 12


def test_an_error_shows_its_place(monkeypatch: pytest.MonkeyPatch, model: str) -> None:
    result, _ = check(monkeypatch, canned.failed(model), model)
    lines = result.stdout.splitlines()
    assert result.exit_code == 75
    assert lines[0] == "error[FC0403]: ZeroDivisionError: division by zero in press"
    assert lines[1].endswith("switch.py:17")
    assert lines[3] == "17 |     def press(self) -> None:"
    assert lines[4] == "   |     ^^^^^^^^^^^^^^^^^^^^^^^^"
    assert lines[5] == "   = hint: guard it with fc.require"
    assert "2. press(lamp=Lamp1)  (switch.py:16)" in lines


def test_warnings_go_to_stderr(monkeypatch: pytest.MonkeyPatch, model: str) -> None:
    reply = canned.answer(warnings=["action explode was never enabled"])
    result, _ = check(monkeypatch, reply, model)
    assert "never enabled" not in result.stdout
    assert result.stderr == "warning: action explode was never enabled\n"


def test_quiet_is_one_line(monkeypatch: pytest.MonkeyPatch, model: str) -> None:
    result, _ = check(monkeypatch, canned.violated(), model, "--quiet")
    assert result.stdout == "Violation: invariant dim does not hold in state 3.\n"
    result, _ = check(monkeypatch, canned.answer(warnings=["careful"]), model, "--quiet")
    assert result.stdout == "No error found: all 1,234 distinct states were checked.\n"
    assert result.stderr == ""


def test_coverage_and_profile(monkeypatch: pytest.MonkeyPatch, model: str) -> None:
    result, _ = check(monkeypatch, canned.answer(), model, "--coverage", "--profile")
    assert result.stdout.split("\n\n")[-2:] == [
        "action   generated  distinct  enabled\n"
        "press        4,000     1,200      yes\n"
        "explode          0         0    never",
        "question  asked  evaluated   share     mode\n"
        "dim       1,000        900  90.00%   direct\n"
        "press()   4,000         40   1.00%  learned\n",
    ]


# Options.


def test_options_reach_the_engine(monkeypatch: pytest.MonkeyPatch, model: str) -> None:
    arguments = (
        "--workers 3 --no-deadlock --max-states 10 --max-depth 4 --max-seconds 1.5 --memory 300MB"
    )
    _, engine = check(
        monkeypatch,
        canned.answer(),
        model,
        *arguments.split(),
        "--fingerprint",
        "128",
        "--no-learn",
    )
    assert engine.options == {
        "workers": 3,
        "deadlock": False,
        "max_states": 10,
        "max_depth": 4,
        "max_seconds": 1.5,
        "memory": 300_000_000,
        "continue_": False,
        "fingerprint": 128,
        "learn": False,
        "states": False,
        "graph": False,
        "keep": False,
    }


def test_workers_auto_is_a_number(monkeypatch: pytest.MonkeyPatch, model: str) -> None:
    _, engine = check(monkeypatch, canned.answer(), model)
    assert engine.options["workers"] >= 1


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("300MB", 300_000_000),
        ("8GB", 8_000_000_000),
        ("8g", 8_000_000_000),
        ("1GiB", 1 << 30),
        ("1.5 KiB", 1536),
        ("4096", 4096),
        ("2TB", 2_000_000_000_000),
    ],
)
def test_memory(text: str, size: int) -> None:
    assert parse_memory(text) == size


def test_memory_share() -> None:
    assert parse_memory("50%") == physical_memory() // 2


@pytest.mark.parametrize("text", ["", "much", "-1GB", "8XB", "0", "0%", "150%", "iB", "1e9", "GB"])
def test_wrong_memory(model: str, text: str) -> None:
    with pytest.raises(ValueError, match="memory"):
        parse_memory(text)
    result = run("check", model, "--memory", text)
    assert result.exit_code == 2
    assert "--memory" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["--workers", "0"],
        ["--workers", "many"],
        ["--max-states", "0"],
        ["--max-depth", "-1"],
        ["--max-seconds", "0"],
        ["--max-seconds", "nan"],
        ["--max-seconds", "inf"],
        ["--fingerprint", "32"],
        ["-D", "N"],
        ["-D", "=3"],
        ["-D", "N=1", "-D", "N=2"],
        ["-c", "model.cfg"],
        ["--nonsense"],
        ["second"],
    ],
)
def test_wrong_usage(model: str, arguments: list[str]) -> None:
    result = run("check", model, *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "error: " in result.stderr
    document = json.loads(run("check", model, *arguments, "--json").stdout)
    assert (document["verdict"], document["exit_code"]) == ("error", 2)
    assert document["errors"][0]["message"]


def test_unknown_command_and_no_command() -> None:
    assert run("chekc").exit_code == 2
    assert run("check").exit_code == 2
    assert run().exit_code == 2


@pytest.mark.parametrize(
    "options",
    [
        {"workers": 0},
        {"workers": True},
        {"max_states": 0},
        {"max_seconds": -1},
        {"fingerprint": 32},
    ],
)
def test_wrong_options_of_the_library(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(options))):
        Options(**{"workers": 1, **options})


# Failures.


def test_failures_have_code_place_and_hint(tmp_path: Path, model: str) -> None:
    result = run("check", f"{model}:Swich")
    assert result.exit_code == 150
    assert result.stdout == ""
    assert "error[FC0105]: there is no Swich" in result.stderr
    assert "hint: did you mean Switch?" in result.stderr
    broken = tmp_path / "broken.py"
    broken.write_text("x = 1\n\nclass A:\n    y = x / 0\n")
    result = run("check", str(broken))
    assert result.exit_code == 150
    assert "4 |     y = x / 0\n  |     ^^^^^^^^^" in result.stderr


@pytest.mark.parametrize(
    ("reply", "code", "error"),
    [
        (RuntimeError("lost"), 153, "FC0503"),
        (MemoryError(), 153, "FC0501"),
        (SystemExit(0), 75, "FC0403"),
        (KeyboardInterrupt(), 130, None),
    ],
)
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_what_else_may_end_a_run(
    monkeypatch: pytest.MonkeyPatch,
    model: str,
    reply: BaseException,
    code: int,
    error: str | None,
    form: list[str],
) -> None:
    result, _ = check(monkeypatch, reply, model, *form)
    assert result.exit_code == code
    if form:
        document = json.loads(result.stdout)
        assert document["exit_code"] == code
        assert document["verdict"] == ("error" if error else "incomplete")
        assert [item["code"] for item in document["errors"]] == ([error] if error else [])
    else:
        assert (error or "Incomplete") in result.stderr
        assert result.stdout == ""


# JSON.


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (canned.answer(), 0),
        (canned.violated(), 12),
        (canned.failed("switch.py"), 75),
        (canned.answer("incomplete", 3, stop_reason="max_depth", warnings=["x"]), 3),
    ],
)
def test_json_is_one_document(
    monkeypatch: pytest.MonkeyPatch, model: str, reply: Any, code: int
) -> None:
    result, _ = check(monkeypatch, reply, model, "--json")
    assert result.exit_code == code
    assert result.stdout.count("\n") == 1
    document = json.loads(result.stdout)
    assert document["exit_code"] == code
    assert document["verdict"] == reply["verdict"]
    assert document["target"] == model
    assert document["config"] is None
    assert result.stderr == ""


def test_json_of_a_missing_file_names_the_target(tmp_path: Path) -> None:
    target = str(tmp_path / "none.py")
    result = run("check", "--json", target)
    document = json.loads(result.stdout)
    assert result.exit_code == document["exit_code"] == 150
    assert document["target"] == target
    assert document["errors"][0]["code"] == "FC0101"


def test_what_the_model_prints_is_not_in_the_document(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    chatty = tmp_path / "chatty.py"
    chatty.write_text("print('hello')\n" + canned.MODEL)

    def reply(progress: Any, stop: Any) -> Any:
        print("from an action")
        return canned.answer()

    result, _ = check(monkeypatch, reply, str(chatty), "--json")
    assert json.loads(result.stdout)["verdict"] == "ok"
    assert "hello" in result.stderr
    assert "from an action" in result.stderr


def test_no_colours_without_a_terminal(monkeypatch: pytest.MonkeyPatch, model: str) -> None:
    result, _ = check(monkeypatch, canned.failed(model), model, "--coverage")
    assert "\x1b" not in result.stdout
    assert os.linesep in result.stdout
