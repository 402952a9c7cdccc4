"""Ctrl-C and `kill -INT` end a run within a second, with what is known."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("fastcheck._native", reason="fastcheck._native is not built")

ENDLESS = """
import fastcheck as fc


class Counters(fc.Model):
    a: int
    b: int
    c: int
    d: int

    @fc.init
    def start(self) -> None:
        self.a = self.b = self.c = self.d = 0

    @fc.action(name=["a", "b", "c", "d"])
    def count(self, name: str) -> None:
        setattr(self, name, (getattr(self, name) + 1) % 1000)
"""


@pytest.mark.parametrize("script", ["exec {check}", "{check} & child=$!; echo $child; wait $child"])
def test_kill_int_gives_a_document(tmp_path: Path, script: str) -> None:
    """In the foreground, and as a background command of a script, where shells ignore SIGINT."""
    (tmp_path / "endless.py").write_text(ENDLESS)
    check = f"{sys.executable} -m fastcheck check endless.py --json > out.json"
    command = ["bash", "-c", script.format(check=check)]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as shell:
        assert shell.stdout is not None
        child = shell.stdout.readline().strip() if "&" in script else str(shell.pid)
        time.sleep(3)
        before = time.monotonic()
        subprocess.run(["kill", "-INT", child], check=True)
        code = shell.wait(timeout=30)
        took = time.monotonic() - before
    document = json.loads((tmp_path / "out.json").read_text())
    assert (code, document["exit_code"]) == (130, 130)
    assert (document["verdict"], document["stop_reason"]) == ("incomplete", "interrupted")
    assert document["stats"]["distinct"] > 0
    assert took < 5, "within a second on an idle machine"
