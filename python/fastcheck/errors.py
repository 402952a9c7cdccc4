"""What can go wrong, as a tree of exceptions under :class:`Error`.

Every class has a stable code, listed in :data:`CODES`, and also derives from the builtin exception
that a Python programmer expects there: a missing file is a ``FileNotFoundError``, a wrong type a
``TypeError``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

CODES: dict[str, str] = {
    "FC0001": "wrong usage of the command line",
    "FC0101": "no such file",
    "FC0102": "the model could not be imported",
    "FC0103": "no model there",
    "FC0104": "several models there",
    "FC0105": "no such class",
    "FC0106": "the model is not well defined",
    "FC0201": "unknown constant",
    "FC0202": "missing constant",
    "FC0203": "constant of the wrong type",
    "FC0204": "empty sort",
    "FC0205": "unknown property",
    "FC0206": "states or graph not recorded",
    "FC0207": "no such configuration",
    "FC0301": "unsupported type or value",
    "FC0302": "ambiguous value",
    "FC0303": "not hashable",
    "FC0304": "state variable without a value",
    "FC0305": "no such state variable",
    "FC0306": "value outside its declared type",
    "FC0401": "not a function of the state",
    "FC0402": "view used after its run",
    "FC0403": "exception in the model",
    "FC0404": "not a boolean",
    "FC0405": "assignment where the state is only read",
    "FC0406": "state read where only constants are known",
    "FC0407": "used outside a running check",
    "FC0408": "an action returned a value",
    "FC0409": "no initial state",
    "FC0410": "an action ranges over what is no set",
    "FC0501": "out of memory",
    "FC0502": "a worker failed",
    "FC0503": "internal error",
    "FC0504": "too many to be numbered",
    "FC0505": "temporal properties where states are merged",
    "FC0506": "a state was lost",
    "FC0507": "a temporal property is too large",
    "FC0508": "a counterexample that is none",
    "FC0601": "temporal property not supported",
    "FC0701": "a property does not hold",
    "FC1000": "the specification or its configuration is not right",
}
"""Code to meaning, for everything below; the test of the catalogue compares the two."""

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+>")
"""What the repr of a plain object ends with: it says nothing, and differs from run to run."""


class Error(Exception):
    """Base of all errors of fastcheck.

    ``message`` says what is wrong, ``hint`` what to do about it, ``file`` and ``line`` where, if
    known.
    """

    code: ClassVar[str] = "FC0503"

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        file: str | None = None,
        line: int | None = None,
    ) -> None:
        message = _ADDRESS.sub(">", message)
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.file = file
        self.line = line

    def __str__(self) -> str:
        """The message, then the hint on a line of its own."""
        return f"{self.message}\n  hint: {self.hint}" if self.hint else self.message


class TargetError(Error):
    """What was asked to be checked is not there, or is not a model."""

    code = "FC0103"


class NoSuchFile(TargetError, FileNotFoundError):
    """The file of the target does not exist."""

    code = "FC0101"


class ImportFailed(TargetError, ImportError):
    """The module of the target could not be imported."""

    code = "FC0102"


class NoModel(TargetError, LookupError):
    """The module defines no model."""

    code = "FC0103"


class SeveralModels(TargetError, LookupError):
    """The module defines several models and none was named."""

    code = "FC0104"


class NoSuchClass(TargetError, LookupError):
    """The module has no class of that name."""

    code = "FC0105"


class DefinitionError(Error, TypeError):
    """A model class, an action or a property is not well defined."""

    code = "FC0106"


class ConstantError(Error):
    """A constant, or the members of a sort, are not right."""

    code = "FC0203"


class UnknownConstant(ConstantError, LookupError):
    """A value was given for a constant or sort that the model does not have."""

    code = "FC0201"


class MissingConstant(ConstantError, TypeError):
    """A constant or sort has neither a value nor a default."""

    code = "FC0202"


class WrongConstant(ConstantError, TypeError):
    """The value of a constant does not have its declared type."""

    code = "FC0203"


class EmptySort(ConstantError, ValueError):
    """A sort has no member."""

    code = "FC0204"


class UnknownProperty(Error, LookupError):
    """A property was selected that the model does not have."""

    code = "FC0205"


class UnsupportedValue(Error, TypeError):
    """A type or value that a state cannot hold."""

    code = "FC0301"


class Ambiguous(Error, TypeError):
    """A value that would be read back as a value of another type."""

    code = "FC0302"


class Unhashable(Error, TypeError):
    """An element of a set or a key of a dict that is not hashable."""

    code = "FC0303"


class Unassigned(Error, NameError):
    """A state variable has no value after an init method, or is read before it has one."""

    code = "FC0304"


class UnknownVariable(Error, AttributeError):
    """An attribute was assigned or read that is not a state variable."""

    code = "FC0305"


class TypeViolation(Error, TypeError, ValueError):
    """A value outside the declared type of its variable. In a check it is a violation, with a
    trace.
    """

    code = "FC0306"

    def __init__(
        self, variable: str, value: object, message: str | None = None, *, hint: str | None = None
    ) -> None:
        message = message or f"{value!r} is not a value of the declared type of {variable}"
        if isinstance(value, int) and not fits(value):
            message += " (an int has 64 bits)"
        super().__init__(message, hint=hint)
        self.variable = variable
        self.value = value


class NotAFunction(Error, RuntimeError):
    """An action gave different answers for the same state: it looks outside the state."""

    code = "FC0401"


class DeadView(Error, ReferenceError):
    """A view of the state was kept after the run of the method that it belongs to."""

    code = "FC0402"

    def __init__(
        self, message: str = "this view of the state is dead: its run is over", **place: Any
    ) -> None:
        place.setdefault(
            "hint",
            "copy what you keep, as in set(self.x); nothing may be kept from one run to the next",
        )
        super().__init__(message, **place)


class UserCode(Error, RuntimeError):
    """An exception left a method of the model."""

    code = "FC0403"


class NotBoolean(Error, TypeError):
    """A property or predicate, or the condition of ``require``, is not a bool."""

    code = "FC0404"


class AssignedInPredicate(Error, AttributeError):
    """A property or predicate changed the state."""

    code = "FC0405"


class StateRead(Error, RuntimeError):
    """The state was read where only constants and sorts are known."""

    code = "FC0406"


class NotRunning(Error, RuntimeError):
    """State, constants, members or choices were used outside a running check."""

    code = "FC0407"


class NoSuchConfig(Error, FileNotFoundError):
    """The configuration of a specification does not exist."""

    code = "FC0207"


class SpecError(Error, ValueError):
    """A TLA+ specification or its configuration is not right.

    ``reports`` are all the errors, each with its place; the message and code are those of the
    first. ``exit_code`` is that of the command line.
    """

    code = "FC1000"

    def __init__(
        self, reports: tuple[Any, ...], exit_code: int, details: Mapping[str, Any] | None = None
    ) -> None:
        first = reports[0]
        super().__init__(first.message, hint=first.hint, file=first.file, line=first.line)
        self.__dict__["code"] = first.code
        self.reports = reports
        self.exit_code = exit_code
        self.details = dict(details or {})

    def __str__(self) -> str:
        """All the errors, each with its place."""
        return "\n".join(map(_line, self.reports))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.reports, self.exit_code, self.details)


def _line(report: Any) -> str:
    place = ":".join(str(part) for part in (report.file, report.line, report.column) if part)
    hint = f"\n  hint: {report.hint}" if report.hint else ""
    return f"{place + ': ' if place else ''}{report.message}{hint}"


class NotRecorded(Error, LookupError):
    """States or the graph were asked of a result whose check did not record them."""

    code = "FC0206"


class Usage(Error, ValueError):
    """The command line was used wrongly. Its code stands in JSON documents."""

    code = "FC0001"


class UnexpectedReturn(Error, TypeError):
    """An action or init method returned a value, which would mean nothing."""

    code = "FC0408"


class NoInitialState(Error, ValueError):
    """The init methods give no state: nothing would be checked."""

    code = "FC0409"


class NotASet(Error, TypeError):
    """An action ranges over the members of a variable that is no set in some state."""

    code = "FC0410"


class SystemFailure(Error):
    """The machine or fastcheck failed, not the model."""

    code = "FC0503"


class OutOfMemory(SystemFailure, MemoryError):
    """Memory ran out."""

    code = "FC0501"


class WorkerPanic(SystemFailure, RuntimeError):
    """A worker of the engine failed."""

    code = "FC0502"


class Internal(SystemFailure, RuntimeError):
    """A bug in fastcheck."""

    code = "FC0503"


class TooMany(SystemFailure, OverflowError):
    """More initial states, or successors of one action in one state, than can be numbered."""

    code = "FC0504"


class TemporalMerged(SystemFailure, NotImplementedError):
    """Temporal properties were asked for where states are told apart by a symmetry or view."""

    code = "FC0505"


class LostState(SystemFailure, LookupError):
    """A recorded step leads to a state that was not found: a bug in fastcheck."""

    code = "FC0506"


class PropertyTooLarge(SystemFailure, OverflowError):
    """A temporal property cannot be checked on so many states."""

    code = "FC0507"


class BadCounterexample(SystemFailure, AssertionError):
    """The counterexample that was found does not violate its property: a bug in fastcheck."""

    code = "FC0508"


class TemporalUnsupported(Error, NotImplementedError):
    """A temporal property was selected that needs what is not supported."""

    code = "FC0601"


class Violation(Error, AssertionError):
    """Raised by ``Result.raise_for_violation()``; carries the result."""

    code = "FC0701"

    def __init__(self, message: str, result: Any = None, *, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.result = result


def fits(number: int) -> bool:
    """Whether a state can hold the number: ints have 64 bits, with sign."""
    return -(2**63) <= number < 2**63


def close_name(name: str, known: Iterable[str]) -> str | None:
    """A hint that names the known name nearest to ``name``, or lists them all if none is near."""
    from difflib import get_close_matches

    names = list(known)
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0]}?"
    return f"known: {', '.join(names)}" if names else None
