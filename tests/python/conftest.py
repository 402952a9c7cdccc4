"""What all Python tests share: where things are, the `slow` marker, the brute-force explorer."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "slow: takes more than a few seconds; left out by -m 'not slow'"
    )


@pytest.fixture
def examples() -> Path:
    """The directory of the shipped examples."""
    return ROOT / "examples"


@pytest.fixture
def native() -> None:
    """Skips a test that needs the engine where it has not been built."""
    pytest.importorskip("fastcheck._native", reason="fastcheck._native is not built")
