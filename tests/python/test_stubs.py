"""The stub of the native module says what the native module has."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

import fastcheck

# A protocol, which only type checkers need; and PyO3's list of everything that it defines.
ALLOWED = "fastcheck._native.Description\nfastcheck._native.__all__\n"
PACKAGE = Path(fastcheck.__file__).parent


def test_the_package_is_typed() -> None:
    assert (PACKAGE / "py.typed").exists()


@pytest.mark.skipif(
    importlib.util.find_spec("fastcheck._native") is None, reason="the native module is not built"
)
def test_the_stub_is_that_of_the_module(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    assert (PACKAGE / "_native.pyi").exists()
    allowed = tmp_path / "allowed"
    allowed.write_text(ALLOWED)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "mypy.stubtest", "fastcheck._native"),
            *("--allowlist", str(allowed), "--ignore-unused-allowlist"),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
