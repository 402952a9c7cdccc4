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
    from ..result import ErrorReport, Note

WIDEST = 160
"""Longer lines of excerpts are cut."""


def render(error: ErrorReport) -> str:
    """The error as lines of text, with colours."""
    kind = click.style(f"error[{error.code}]", fg="red", bold=True)
    return "\n".join([f"{kind}: {click.style(error.message, bold=True)}", *details(error)])


def details(error: ErrorReport) -> list[str]:
    """Where the error is, the excerpt, further places, and the hint."""
    lines = []
    margin = " " * (len(str(error.line)) if error.line else 1)
    if error.file:
        lines.append(f"{margin}{_blue('-->')} {place(error)}")
        lines += _excerpt(error, margin)
    lines += [f"{margin} {_blue('=')} {_note(note)}" for note in error.notes]
    if error.hint:
        lines.append(f"{margin} {_blue('=')} hint: {error.hint}")
    return lines


def place(at: ErrorReport | Note) -> str:
    """File, line and column, as far as they are known."""
    line = f":{at.line}" if at.line else ""
    column = f":{at.column}" if at.line and at.column else ""
    return f"{relative(at.file or '')}{line}{column}"


def _note(note: Note) -> str:
    return f"{note.message} ({place(note)})" if note.file else note.message


def _excerpt(error: ErrorReport, margin: str) -> list[str]:
    if not error.file or not error.line:
        return []
    raw = error.excerpt
    if raw is None:
        linecache.checkcache(error.file)
        raw = linecache.getline(error.file, error.line)
    raw = raw.rstrip()[:WIDEST]
    text = raw.expandtabs(4)
    if not text.strip():
        return []
    start = _column(raw, error.column - 1) if error.column else len(text) - len(text.lstrip())
    if error.column is None:
        end = len(text)
    elif error.end_column and error.end_line == error.line:
        end = _column(raw, error.end_column)
    else:
        end = len(text) if error.end_line else start + 1
    caret = click.style("^" * max(1, end - start), fg="red", bold=True)
    bar = _blue("|")
    return [
        f"{margin} {bar}",
        f"{_blue(str(error.line))} {bar} {text}",
        f"{margin} {bar} {' ' * start}{caret}",
    ]


def _column(raw: str, characters: int) -> int:
    """How many columns the first characters of a line take, tabs expanded."""
    return len(raw[:characters].expandtabs(4)) + max(0, characters - len(raw))


def relative(file: str) -> str:
    """The path from the working directory, if the file is below it."""
    try:
        short = os.path.relpath(file) if file and not file.startswith("<") else file
    except ValueError:
        return file
    return file if short.startswith(os.pardir) else short


def _blue(text: str) -> str:
    return click.style(text, fg="blue", bold=True)
