"""The small TLA+ modules of `tests/specs`, against TLC's answers in `expected.json`.

Every configuration is checked with one worker, with two, and without learning: the same verdict,
counts, counterexample and digest of the state set.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from fastcheck.cli import cli

SPECS = Path(__file__).resolve().parent.parent / "specs"
CASES: list[dict[str, Any]] = json.loads((SPECS / "expected.json").read_text())["cases"]
ERRORS = (75, 76, 77, 150, 151, 152, 153)
MODES = (["--workers", "1"], ["--workers", "2"], ["--workers", "1", "--no-learn"])

MARK = "\\* error here"


def run(case: dict[str, Any], mode: list[str]) -> dict[str, Any]:
    """The document of one check."""
    spec, cfg = (str(SPECS / case[key]) for key in ("spec", "cfg"))
    result = CliRunner().invoke(cli, ["check", spec, "-c", cfg, "--json", *mode])
    document: dict[str, Any] = json.loads(result.stdout)
    assert document["exit_code"] == result.exit_code
    return document


def states(document: dict[str, Any]) -> list[Any]:
    """The trace of the violation, or the one that led to an error."""
    holders = [document["violation"] or {}, *document["errors"]]
    traces = [holder["trace"] for holder in holders if holder.get("trace")]
    return traces[0]["states"] if traces else []


def place_of_errors(case: dict[str, Any]) -> list[int]:
    lines = (SPECS / case["spec"]).read_text().splitlines()
    return [number for number, line in enumerate(lines, 1) if MARK in line]


def verdict(case: dict[str, Any]) -> str:
    """What TLC's answer is called here."""
    if case.get("fastcheck") == 3:
        return "incomplete"
    names = {0: "ok", 10: "violation", 11: "violation", 12: "violation", 13: "violation"}
    names[14] = "violation"
    default: str = names.get(case["exit"], "error")
    return str(case.get("verdict", default))


def compare(case: dict[str, Any], document: dict[str, Any]) -> None:
    """One answer against TLC's."""
    found, stats, violation = document["exit_code"], document["stats"], document["violation"]
    if case["exit"] == 255:
        assert found in ERRORS
    else:
        assert found == case.get("fastcheck", case["exit"]), document["errors"]
    # An Assert in an invariant, and an assumption or postcondition that cannot be evaluated.
    if not (found == 76 and violation) and not (found == 10 and document["errors"]):
        assert document["verdict"] == verdict(case)
    for key in ("generated", "distinct", "depth"):
        if key in case:
            assert stats[key] == case[key], key
    if "trace" in case:
        assert len(states(document)) == case["trace"]
    if case.get("lasso"):
        assert violation["kind"] == "liveness"
    if document["verdict"] == "error":
        assert document["errors"]
    if "line" in case:
        error = document["errors"][0]
        assert error["file"].endswith(case["spec"])
        assert error["line"] == case["line"]


def parameter(case: dict[str, Any]) -> Any:
    return pytest.param(case, id=case["cfg"].removesuffix(".cfg"))


@pytest.mark.usefixtures("native")
@pytest.mark.parametrize("case", [parameter(case) for case in CASES])
def test_as_tlc(case: dict[str, Any]) -> None:
    documents = [run(case, mode) for mode in MODES]
    for document in documents:
        compare(case, document)
    first, *others = documents
    for other in others:
        assert other["violation"] == first["violation"]
        digests = [(document["stats"] or {}).get("digest") for document in (first, other)]
        assert digests[0] == digests[1]


@pytest.mark.usefixtures("native")
def test_nothing_survives_a_check() -> None:
    """The same answers when the same module is checked in between with other definitions, other
    constants and other properties.
    """
    named = {case["cfg"]: case for case in CASES}
    names = ["cfg_override.cfg", "cfg_override__step.cfg", "value_choose_strings.cfg"]
    names += ["cfg_forms.cfg", "action_order_sets__strings.cfg", "run_symmetry__perms.cfg"]
    before = [run(named[name], MODES[0]) for name in names]
    after = [run(named[name], MODES[0]) for name in reversed(names)]
    for first, second in zip(before, reversed(after), strict=True):
        assert first["violation"] == second["violation"]
        assert first["stats"]["digest"] == second["stats"]["digest"]


def test_every_configuration_has_a_row() -> None:
    assert [case["cfg"] for case in CASES] == sorted(file.name for file in SPECS.glob("*.cfg"))


def test_every_marked_line_is_expected() -> None:
    for case in CASES:
        assert place_of_errors(case) == ([case["line"]] if "line" in case else [])
