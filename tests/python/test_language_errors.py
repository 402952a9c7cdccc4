"""The catalogue of errors lists itself: every code is used, by one class, and means something."""

from __future__ import annotations

import builtins
import inspect
import re
from pathlib import Path

import pytest

import fastcheck
from fastcheck import errors

CLASSES = [
    item
    for item in vars(errors).values()
    if inspect.isclass(item) and issubclass(item, errors.Error) and item is not errors.Error
]
GROUPS = {errors.TargetError, errors.ConstantError, errors.SystemFailure}


def test_every_code_has_exactly_one_class() -> None:
    used = [cls.code for cls in CLASSES if cls not in GROUPS]
    assert len(used) > 25
    assert sorted(used) == sorted(errors.CODES)


def test_every_code_of_the_engine_is_in_the_catalogue() -> None:
    crates = Path(__file__).resolve().parents[2] / "rust"
    sources = [file.read_text(encoding="utf-8") for file in crates.glob("*/src/**/*.rs")]
    raised = {code for text in sources for code in re.findall(r'"(FC\d{4})"', text)}
    # FC1xxx are of specifications: `SpecError` has the code that it is given. FC0000 is never told.
    known = {*errors.CODES, "FC0000"}
    assert len(raised) > 80
    assert {code for code in raised if not code.startswith("FC1")} <= known


def test_codes_are_unique_in_the_source() -> None:
    source = Path(errors.__file__).read_text(encoding="utf-8")
    listed = re.findall(r'^    "(FC\d{4})":', source, re.MULTILINE)
    assert len(listed) == len(set(listed)) == len(errors.CODES)
    assert len(set(errors.CODES.values())) == len(errors.CODES)


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: str(cls.__name__))
def test_every_class_is_exported_documented_and_a_builtin(cls: type[errors.Error]) -> None:
    assert getattr(fastcheck, cls.__name__) is cls
    assert cls.__name__ in fastcheck.__all__
    assert cls.__doc__
    builtin = [base for base in cls.__mro__ if vars(builtins).get(base.__name__) is base]
    plain = {Exception, BaseException, object}
    assert cls in GROUPS or set(builtin) - plain, "derives from the builtin one expects"


def test_an_error_says_what_and_what_to_do() -> None:
    error = errors.UnknownConstant("no constant Q", hint="did you mean N?", file="m.py", line=3)
    assert str(error) == "no constant Q\n  hint: did you mean N?"
    assert (error.code, error.file, error.line) == ("FC0201", "m.py", 3)
    assert isinstance(error, LookupError)


def test_native_constructs_errors_with_a_message_alone() -> None:
    for cls in (errors.DeadView, errors.StateRead, errors.Ambiguous, errors.UnsupportedValue):
        assert cls("text").message == "text"
    violation = errors.TypeViolation("x", 3.5)
    assert (violation.variable, violation.value) == ("x", 3.5)
    assert "3.5" in str(violation) and "x" in str(violation)


def test_a_violation_carries_its_result() -> None:
    result = object()
    error = errors.Violation("invariant small does not hold", result)
    assert error.result is result
    assert isinstance(error, AssertionError)


def test_near_names_are_suggested() -> None:
    assert errors.close_name("prepard", ["tm", "prepared"]) == "did you mean prepared?"
    assert errors.close_name("zzz", ["tm", "rm"]) == "known: tm, rm"
    assert errors.close_name("zzz", []) is None
