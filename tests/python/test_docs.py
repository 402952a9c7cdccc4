"""Everything the pages of `docs` show is run, and its output is what they say."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs").glob("*.md"))
BLOCK = re.compile(r"<!-- (run|output): (.*?) -->\n```(?:python)?\n(.*?)```", re.DOTALL)
CODES = {"Violation: temporal": 13, "Violation: invariant": 12, "No error": 0}


def blocks(page: Path) -> list[tuple[str, str, str]]:
    """What to do with each marked block, the file or the arguments it is about, its text."""
    return [(m[1], m[2], m[3]) for m in BLOCK.finditer(page.read_text())]


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)


def test_there_are_pages() -> None:
    assert "liveness.md" in [page.name for page in PAGES]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_shows_is_real(page: Path, tmp_path: Path) -> None:
    for example in (ROOT / "examples").glob("*.py"):
        shutil.copy(example, tmp_path)
    found = blocks(page)
    assert found, "the page lost its marked blocks"
    for what, name, text in found:
        if what == "run":
            (tmp_path / name).write_text(text)
            script = run(tmp_path, name)
            assert script.returncode == 0, script.stderr
    for what, arguments, text in found:
        if what == "output":
            answer = run(tmp_path, "-m", "fastcheck", "check", *arguments.split())
            expected = next(code for start, code in CODES.items() if text.startswith(start))
            assert answer.returncode == expected, answer.stderr
            assert answer.stdout.startswith(text), answer.stdout
