"""Whatever ends a command other than a result: as a message with an exit code, or as a document."""

from __future__ import annotations

import json
import traceback
from collections.abc import Sequence
from dataclasses import replace

import click

from ..errors import Error, SpecError, Usage
from ..result import ErrorReport, Result, failure
from .diagnostics import render
from .output import write


def report(error: BaseException, arguments: Sequence[str]) -> int:
    """Reports what a command raised; returns the exit code of the process."""
    result = outcome(error)
    if "--json" in arguments:
        write(json.dumps(result.to_json()))
    elif isinstance(error, click.UsageError):
        usage, message = error.ctx.get_usage() if error.ctx else "", error.format_message()
        if usage and message.startswith(usage):  # no command was given: the message is the help
            write(message, to_stderr=True)
        else:
            write(f"{usage}\n{_red('error')}: {message}".lstrip("\n"), to_stderr=True)
    else:
        if not result.errors:
            write(result.headline, to_stderr=True)
        for item in result.errors:
            write(render(item), to_stderr=True)
    return result.exit_code


def outcome(error: BaseException) -> Result:
    """The result that stands for a command that ended by an exception."""
    if isinstance(error, click.ClickException):
        return failure([ErrorReport(Usage.code, error.format_message())], 2)
    if isinstance(error, KeyboardInterrupt | click.Abort):
        return Result("incomplete", 130, stop_reason="interrupted")
    if isinstance(error, SpecError):
        return replace(failure(error.reports, error.exit_code), details=error.details)
    if isinstance(error, Error):
        from ..check import exit_code

        return failure([ErrorReport.of(error)], exit_code(error))
    if isinstance(error, MemoryError):
        return failure(
            [ErrorReport("FC0501", "memory ran out", hint="give the run a bound: --memory 50%")],
            153,
        )
    if isinstance(error, SystemExit):
        hint = 'put what the script does under: if __name__ == "__main__":'
        return failure(
            [ErrorReport("FC0403", "the model called sys.exit()", *_place(error), None, hint)], 75
        )
    what = "".join(traceback.format_exception_only(error)).strip()
    write("".join(traceback.format_exception(error)).rstrip(), to_stderr=True)
    hint = "this is a bug in fastcheck: please report it with the model"
    return failure([ErrorReport("FC0503", f"internal error: {what}", hint=hint)], 153)


def _place(error: BaseException) -> tuple[str | None, int | None]:
    from ..load import innermost

    return innermost(error)


def _red(text: str) -> str:
    return click.style(text, fg="red", bold=True)
