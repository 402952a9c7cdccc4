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

from fastcheck.cli import main

SPECS = Path(__file__).resolve().parent.parent / "specs"
CASES: list[dict[str, Any]] = json.loads((SPECS / "expected.json").read_text())["cases"]
ERRORS = (75, 76, 77, 150, 151, 152, 153)
MODES = (["--workers", "1"], ["--workers", "2"], ["--workers", "1", "--no-learn"])
MARK = "\\* error here"


def run(case: dict[str, Any], mode: list[str]) -> dict[str, Any]:
    """The document of one check."""
    spec, cfg = (str(SPECS / case[key]) for key in ("spec", "cfg"))
    result = CliRunner().invoke(main, ["check", spec, "-c", cfg, "--json", *mode])
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


def compare(case: dict[str, Any], document: dict[str, Any]) -> None:
    """One answer against TLC's."""
    found, stats = document["exit_code"], document["stats"] or {}
    if case["exit"] == 255:
        assert found in ERRORS
    else:
        assert found == case["exit"], document["errors"]
    verdict = {0: "ok", 10: "violation", 11: "violation", 12: "violation", 13: "violation"}
    if case["exit"] != 10 or document["violation"]:
        expected = verdict.get(case["exit"], "violation" if case["exit"] == 14 else "error")
        assert document["verdict"] == expected
    for key in ("generated", "distinct", "depth"):
        if key in case:
            assert stats[key] == case[key], key
    if "trace" in case:
        assert len(states(document)) == case["trace"]
    if case.get("lasso"):
        assert document["violation"]["kind"] == "liveness"
    if document["verdict"] == "error":
        assert document["errors"]
    if "line" in case:
        error = document["errors"][0]
        assert error["file"].endswith(case["spec"])
        assert error["line"] == case["line"]


@pytest.mark.usefixtures("native")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["cfg"].removesuffix(".cfg"))
def test_as_tlc(case: dict[str, Any]) -> None:
    documents = [run(case, mode) for mode in MODES]
    for document in documents:
        compare(case, document)
    first, *others = documents
    for other in others:
        assert other["violation"] == first["violation"]
        digests = [(document["stats"] or {}).get("digest") for document in (first, other)]
        assert digests[0] == digests[1]


def test_every_configuration_has_a_row() -> None:
    assert [case["cfg"] for case in CASES] == sorted(file.name for file in SPECS.glob("*.cfg"))


def test_every_marked_line_is_expected() -> None:
    for case in CASES:
        assert place_of_errors(case) == ([case["line"]] if "line" in case else [])
