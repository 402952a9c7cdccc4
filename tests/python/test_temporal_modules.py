"""Random TLA+ modules with fairness and a temporal property: the answers are TLC's.

``tests/temporal_modules.py`` makes the modules and recorded what TLC says, with one worker.
"""

from __future__ import annotations

import importlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import fastcheck as fc

modules: Any = importlib.import_module("temporal_modules")
RECORD: dict[str, Any] = json.loads(modules.RECORDED.read_text())
ANSWERS: dict[int, list[int]] = {int(number): said for number, said in RECORD["answers"].items()}
MODES: tuple[dict[str, Any], ...] = ({"workers": 1}, {"workers": 2}, {"workers": 1, "learn": False})
CHUNK = 100

DIFFERENT = {1034: 0}
"""What holds where TLC is wrong. Its counterexample to 1034 satisfies the property: f[2] = 2 again
and again and never f[w] = 1 make the last part true. With that part written as the equal formula
<>([]~(\\E w \\in P : f[w] = 1) /\\ <>(f[2] = 2)), TLC finds no error either.
"""


def test_the_texts_are_those_that_tlc_answered() -> None:
    assert modules.digest(sorted(ANSWERS)) == RECORD["sha256"]


def test_there_are_enough_of_each_answer() -> None:
    assert len(ANSWERS) >= 1000
    codes = Counter(code for code, *_ in ANSWERS.values())
    assert set(codes) == {0, 12, 13}
    assert min(codes[0], codes[13]) >= 400


@pytest.mark.usefixtures("native")
@pytest.mark.parametrize("start", range(0, max(ANSWERS) + 1, CHUNK))
def test_as_tlc(start: int, tmp_path: Path) -> None:
    for number in sorted(ANSWERS.keys() & set(range(start, start + CHUNK))):
        spec, _ = modules.write(number, tmp_path)
        results = [fc.check(str(spec), **mode) for mode in MODES]
        text = spec.read_text()
        for result in results:
            answer = [result.exit_code, result.stats.generated, result.stats.distinct]
            code, *counts = ANSWERS[number]
            assert answer[: 1 + len(counts)] == [DIFFERENT.get(number, code), *counts], text
        first, *others = [result.to_json()["violation"] for result in results]
        assert all(other == first for other in others), text
