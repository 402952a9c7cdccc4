"""An error with its place, as text: code, message, excerpt with a caret, hint.

error[FC0102]: model.py could not be imported: ZeroDivisionError: division by zero
  --> model.py:3
   |
 3 | size = 1 / 0
   | ^^^^^^^^^^^^
   = hint: ...
"""

from __future__ import annotations

import linecache
import os
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..result import ErrorReport


def render(error: ErrorReport) -> str:
    """The error as lines of text, with colours."""
    kind = click.style(f"error[{error.code}]", fg="red", bold=True)
    lines = [f"{kind}: {click.style(error.message, bold=True)}"]
    margin = " " * (len(str(error.line)) if error.line else 1)
    if error.file:
        line = f":{error.line}" if error.line else ""
        column = f":{error.column}" if error.line and error.column else ""
        lines.append(f"{margin}{_blue('-->')} {relative(error.file)}{line}{column}")
        lines += _excerpt(error, margin)
    if error.hint:
        lines.append(f"{margin} {_blue('=')} hint: {error.hint}")
    return "\n".join(lines)


def _excerpt(error: ErrorReport, margin: str) -> list[str]:
    if not error.file or not error.line:
        return []
    linecache.checkcache(error.file)
    text = linecache.getline(error.file, error.line).rstrip().expandtabs(4)
    if not text.strip():
        return []
    start = error.column - 1 if error.column else len(text) - len(text.lstrip())
    width = 1 if error.column else len(text) - start
    caret = click.style("^" * width, fg="red", bold=True)
    bar = _blue("|")
    return [
        f"{margin} {bar}",
        f"{_blue(str(error.line))} {bar} {text}",
        f"{margin} {bar} {' ' * start}{caret}",
    ]


def relative(file: str) -> str:
    """The path from the working directory, if the file is below it."""
    try:
        short = os.path.relpath(file)
    except ValueError:
        return file
    return file if short.startswith(os.pardir) else short


def _blue(text: str) -> str:
    return click.style(text, fg="blue", bold=True)
