"""Values of TLA+ over several lines, broken where TLC breaks them.

A value that fits on a line stands on one. Otherwise its parts stand on lines of their own, in line
behind an opening bracket that is followed by a space; the value of a function or record stands
below its argument where both do not fit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .values import Record, notation

WIDTH = 80
"""TLC's width, for the value alone."""
BELOW = "    "
"""How far a value is set in below its argument."""


@dataclass(frozen=True)
class _Brackets:
    opening: str
    closing: str
    separator: str
    arrow: str = ""

    @property
    def indent(self) -> str:
        return " " * len(self.opening)


_SET = _Brackets("{ ", " }", ",")
_SEQUENCE = _Brackets("<< ", " >>", ",")
_RECORD = _Brackets("[ ", " ]", ",", " |->")
_FUNCTION = _Brackets("( ", " )", " @@", " :>")


def pretty(value: Any, width: int = WIDTH) -> str:
    """The value as TLC prints it in states."""
    return _layout(value, width, 0, "")


def _layout(value: Any, width: int, kept: int, margin: str) -> str:
    """The value in ``width`` columns, ``kept`` of them free at its end; ``margin`` begins lines."""
    flat = notation(value)
    if len(flat) <= width - kept:
        return flat
    match value:
        case frozenset() | set() if value:
            return _parts(list(value), _SET, width, kept, margin)
        case tuple() if value:
            return _parts(list(value), _SEQUENCE, width, kept, margin)
        case Record():
            return _pairs(list(value.items()), _RECORD, width, kept, margin)
        case Mapping() if value:
            return _pairs(list(value.items()), _FUNCTION, width, kept, margin)
        case _:
            return flat


def _parts(parts: list[Any], marks: _Brackets, width: int, kept: int, margin: str) -> str:
    width -= len(marks.opening)
    kept += len(marks.closing)
    margin += marks.indent
    *most, last = parts
    lines = [_layout(part, width, len(marks.separator), margin) + marks.separator for part in most]
    body = f"\n{margin}".join([*lines, _layout(last, width, kept, margin)])
    return f"{marks.opening}{body}{marks.closing}"


def _pairs(
    pairs: list[tuple[Any, Any]], marks: _Brackets, width: int, kept: int, margin: str
) -> str:
    width -= len(marks.opening)
    kept += len(marks.closing)
    margin += marks.indent
    *most, last = pairs
    size = len(marks.separator)
    lines = [_pair(pair, marks, width, size, kept, margin) + marks.separator for pair in most]
    body = f"\n{margin}".join([*lines, _pair(last, marks, width, kept, kept, margin)])
    return f"{marks.opening}{body}{marks.closing}"


def _pair(
    pair: tuple[Any, Any], marks: _Brackets, width: int, end: int, kept: int, margin: str
) -> str:
    """One argument and its value; ``end`` columns stay free behind the value."""
    argument, value = pair
    name = argument if marks is _RECORD else notation(argument)
    line = f"{name}{marks.arrow} {notation(value)}"
    if len(line) + end <= width:
        return line
    below = f"\n{margin}{BELOW}" + _layout(value, width - len(BELOW), end, margin + BELOW)
    if len(name) + len(marks.arrow) > width and marks is not _RECORD:
        name = _layout(argument, width, kept + len(marks.arrow), margin)
    return f"{name}{marks.arrow}{below}"
