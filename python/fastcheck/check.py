"""``check`` and ``Run`` under the name of the function; they live in ``run``."""

from .run import Run, check

__all__ = ["Run", "check"]
