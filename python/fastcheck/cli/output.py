"""Standard output and standard error, which may be closed, broken or full, and their colours."""

from __future__ import annotations

import os
import sys
from typing import TextIO

import click

FULL = 153
"""The exit code when a result could not be written although all was well."""

_lost: list[OSError] = []


def coloured(stream: TextIO | None) -> bool:
    """Whether to colour what goes to ``stream``: only on a terminal, and not against NO_COLOR."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return on_terminal(stream)


def on_terminal(stream: TextIO | None) -> bool:
    """Whether ``stream`` is an open terminal."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def write(text: str, *, to_stderr: bool = False) -> None:
    """Writes a line or lines. A reader that has gone away does not stop the program."""
    stream = sys.stderr if to_stderr else sys.stdout
    if stream is None:
        return
    try:
        stream.write((text if coloured(stream) else click.unstyle(text)) + "\n")
        stream.flush()
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        safe = click.unstyle(text).encode(encoding, "backslashreplace").decode(encoding)
        stream.write(safe + "\n")
    except (OSError, ValueError) as error:
        _lose(stream, error, to_stderr)


def finish(code: int) -> int:
    """The exit code: ``code``, unless it says ok and the result could not be written."""
    for stream, to_stderr in ((sys.stdout, False), (sys.stderr, True)):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError) as error:
            _lose(stream, error, to_stderr)
    full = any(not isinstance(error, BrokenPipeError) for error in _lost)
    _lost.clear()
    return FULL if full and code == 0 else code


def _lose(stream: TextIO, error: OSError | ValueError, to_stderr: bool) -> None:
    """Nothing more can be written there: the rest, and Python's last flush, goes nowhere."""
    if isinstance(error, OSError) and not to_stderr:
        _lost.append(error)
        if not isinstance(error, BrokenPipeError):
            write(f"fastcheck: the result could not be written: {error.strerror}", to_stderr=True)
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        pass
