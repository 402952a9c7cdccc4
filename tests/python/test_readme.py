"""Everything the README shows is run, and its output is what the README says."""

import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"
BLOCK = re.compile(r"<!-- (run|output)(?:: (\S+))? -->\n```(?:python)?\n(.*?)```", re.DOTALL)


def blocks() -> list[tuple[str, str, str]]:
    """The marked blocks of the README: what to do with it, a file name, the text."""
    found = [(m[1], m[2] or "", m[3]) for m in BLOCK.finditer(README.read_text())]
    assert len(found) >= 4, "the README lost its marked blocks"
    return found


def test_python_blocks_run(tmp_path: Path) -> None:
    """The Python blocks, one after the other, as one script."""
    script = tmp_path / "readme.py"
    script.write_text("\n".join(text for what, _, text in blocks() if what == "run"))
    run = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    assert run.stdout == "withdraw -1\n"


def test_outputs_are_real(tmp_path: Path) -> None:
    """`fastcheck check` prints what the README shows, but for times and memory at the end."""
    for what, name, text in blocks():
        if name and what == "run":
            (tmp_path / name).write_text(text)
    for what, name, text in blocks():
        if what == "output":
            command = [sys.executable, "-m", "fastcheck", "check", name]
            run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
            assert run.returncode == 12, run.stderr
            assert run.stdout.startswith(text), run.stdout
