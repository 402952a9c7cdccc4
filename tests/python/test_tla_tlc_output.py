"""``--tlc-output``: the messages that editors read, with their codes and forms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tla_specs as specs
from tla_specs import run

pytestmark = pytest.mark.usefixtures("native")

DATE = r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}"
PLACE = r"line (\d+), col (\d+) to line (\d+), col (\d+) of module (\w+)"


def messages(*arguments: str, code: int) -> list[tuple[int, int, str]]:
    """Code, class and text of every message; text between messages has code 0."""
    result = run(*arguments, "--tlc-output")
    assert result.exit_code == code, result.output
    found: list[tuple[int, int, str]] = []
    inside: list[str] = []
    head: tuple[int, int] | None = None
    for line in result.stdout.splitlines():
        if start := re.fullmatch(r"@!@!@STARTMSG (\d+):(\d) @!@!@", line):
            assert head is None, "messages are not nested"
            if inside:
                found.append((0, 0, "\n".join(inside)))
            head, inside = (int(start[1]), int(start[2])), []
        elif end := re.fullmatch(r"@!@!@ENDMSG (\d+) @!@!@", line):
            assert head is not None
            assert head[0] == int(end[1])
            found.append((*head, "\n".join(inside)))
            head, inside = None, []
        else:
            inside.append(line)
    assert head is None
    return found


def codes(found: list[tuple[int, int, str]]) -> list[int]:
    return [code for code, _, _ in found if code]


def text(found: list[tuple[int, int, str]], code: int) -> str:
    """The text of the only message of that code."""
    (only,) = [content for number, _, content in found if number == code]
    return only


def test_a_run_without_errors(tmp_path: Path) -> None:
    found = messages(specs.jugs(tmp_path), "--coverage", code=0)
    begin = [2262, 2187, 2220, 2219, 2185, 2189, 2190, 2193, 2201]
    assert [*codes(found)[: len(begin)]] == begin
    assert codes(found)[-4:] == [2200, 2199, 2194, 2186]
    assert re.fullmatch(rf"Starting\.\.\. \({DATE}\)", text(found, 2185))
    initial = r"Finished computing initial states: (\d+) distinct states? generated at "
    assert re.match(initial + DATE, text(found, 2190))
    assert text(found, 2193).startswith("Model checking completed. No error has been found.\n")
    progress = (
        rf"Progress\(([\d,]+)\) at {DATE}: ([\d,]+) states generated.*,"
        r" ([\d,]+) distinct states found.*, ([\d,]+) states left on queue"
    )
    numbers = re.match(progress, text(found, 2200))
    assert numbers is not None
    assert numbers.groups() == ("8", "97", "16", "0")
    assert text(found, 2199) == (
        "97 states generated, 16 distinct states found, 0 states left on queue."
    )
    assert text(found, 2194) == "The depth of the complete state graph search is 8."
    assert re.fullmatch(rf"Finished in (\d+)ms at \({DATE}\)", text(found, 2186))


def test_what_the_parser_says(tmp_path: Path) -> None:
    found = messages(specs.jugs(tmp_path), code=0)
    between = "\n".join(content for code, _, content in found if code == 0)
    assert re.search(r"^Parsing file .*Jugs\.tla$", between, re.MULTILINE)
    assert "Semantic processing of module Jugs" in between


def test_coverage(tmp_path: Path) -> None:
    found = messages(specs.jugs(tmp_path), "--coverage", code=0)
    lines = [content for code, _, content in found if code == 2772]
    pattern = rf"<(\w+) {PLACE}>: (\d+):(\d+)"
    parsed = [re.fullmatch(pattern, line) for line in lines]
    assert all(parsed)
    # Distinct and generated, as TLC counts them.
    counts = {match[1]: (match[7], match[8]) for match in parsed if match}
    assert counts == {
        "FillSmall": ("3", "16"),
        "FillBig": ("3", "16"),
        "EmptySmall": ("2", "16"),
        "EmptyBig": ("1", "16"),
        "SmallToBig": ("3", "16"),
        "BigToSmall": ("3", "16"),
    }


def test_a_trace(tmp_path: Path) -> None:
    found = messages(specs.jugs(tmp_path, "SPECIFICATION Spec INVARIANT NotSolved"), code=12)
    at = codes(found).index(2110)
    assert codes(found)[at:] == [2110, 2121, *[2217] * 7, 2200, 2199, 2194, 2186]
    assert text(found, 2110) == "Invariant NotSolved is violated."
    states = [(kind, content) for code, kind, content in found if code == 2217]
    assert {kind for kind, _ in states} == {4}
    assert states[0][1] == "1: <Initial predicate>\n/\\ big = 0\n/\\ small = 0\n"
    header, *rest = states[1][1].split("\n")
    match = re.fullmatch(rf"(\d+): <(\w+)(\(.*\))? {PLACE}>", header)
    assert match is not None
    # As TLC: the place is that of the action's formula.
    assert match.groups()[:2] == ("2", "FillBig")
    assert match.groups()[3:] == ("8", "12", "8", "37", "Jugs")
    assert rest == ["/\\ big = 5", "/\\ small = 0", ""]


def test_actions_with_arguments(tmp_path: Path) -> None:
    found = messages(specs.counter(tmp_path, "SPECIFICATION Spec INVARIANT Small"), code=12)
    headers = [content.split("\n")[0] for code, _, content in found if code == 2217]
    assert re.fullmatch(rf"2: <Step\(p1, ?1\) {PLACE}>", headers[1])


@pytest.mark.parametrize(
    ("config", "code", "message"),
    [
        ("SPECIFICATION Spec PROPERTY Slow", 13, (2112, "Action property Slow is violated.")),
        ("INIT Init NEXT Next", 11, (2114, "Deadlock reached.")),
        (
            "INIT Init NEXT Cautious",
            14,
            (
                2132,
                "The first argument of Assert evaluated to FALSE; the second argument was:\n"
                '<<"at", 2>>',
            ),
        ),
    ],
)
def test_other_violations(tmp_path: Path, config: str, code: int, message: tuple[int, str]) -> None:
    found = messages(specs.counter(tmp_path, config), code=code)
    assert (message[0], 1, message[1]) in found
    assert 2121 in codes(found)
    assert 2193 not in codes(found)


@pytest.mark.parametrize(
    ("config", "code", "number", "words"),
    [
        (
            "SPECIFICATION Spec INVARIANT Done",
            12,
            2107,
            "Invariant Done is violated by the initial state:",
        ),
        (
            "SPECIFICATION Spec PROPERTY Starts",
            13,
            2108,
            "Property Starts is violated by the initial state:",
        ),
    ],
)
def test_violations_by_an_initial_state(
    tmp_path: Path, config: str, code: int, number: int, words: str
) -> None:
    found = messages(specs.counter(tmp_path, config), code=code)
    state = "/\\ x = 0\n/\\ owner = (p1 :> 0 @@ p2 :> 0)\n"
    assert text(found, number) == f"{words}\n{state}"
    assert not {2121, 2190, 2199, 2194} & set(codes(found))


def test_an_error_of_evaluation(tmp_path: Path) -> None:
    found = messages(specs.counter(tmp_path, "INIT Init NEXT Stuck"), code=75)
    assert 2121 in codes(found)
    assert re.search(PLACE, text(found, 1000))


def test_errors_of_the_parser(tmp_path: Path) -> None:
    broken = specs.JUGS.replace("big' = 5", "big' = = 5")
    found = messages(str(specs.write(tmp_path, broken, "INIT Init NEXT Next")), code=150)
    assert codes(found) == [2262, 2187, 2220, 2219, 2185, 3002, 2186]
    (report,) = [content for code, _, content in found if code == 0]
    assert "***Parse Error***" in report
    assert re.search(r"\bat line 8, column 19\s+.*$", report, re.MULTILINE)


def test_errors_of_meaning(tmp_path: Path) -> None:
    broken = specs.JUGS.replace("big # 4", "bg # 4")
    found = messages(str(specs.write(tmp_path, broken, "INIT Init NEXT Next")), code=150)
    (report,) = [content for code, _, content in found if code == 0]
    assert "*** Errors: 1" in report
    assert "line 18, col 14 to line 18, col 15 of module Jugs" in report.split("\n")


def test_errors_of_the_configuration(tmp_path: Path) -> None:
    found = messages(specs.jugs(tmp_path, "SPECIFICATION Spec INVARIANT Nothing"), code=151)
    assert codes(found) == [2262, 2187, 2220, 2219, 2185, 2229, 2186]
    assert "Nothing" in text(found, 2229)


def test_what_a_specification_prints_stands_between_messages(tmp_path: Path) -> None:
    path = specs.counter(tmp_path, "INIT Init NEXT Printing CHECK_DEADLOCK FALSE")
    found = messages(path, code=0)
    between = "\n".join(content for code, _, content in found if code == 0)
    assert '<<"x", 0>>' in between.split("\n")


def test_a_false_assumption(tmp_path: Path) -> None:
    text_of = "---- MODULE A ----\nASSUME 1 = 2\n====\n"
    found = messages(str(specs.write(tmp_path, text_of, "")), code=10)
    assert text(found, 2104) == "Assumption line 2, col 8 to line 2, col 12 of module A is false."
    assert codes(found)[-2:] == [2104, 2186]
