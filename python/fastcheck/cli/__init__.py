"""The ``fastcheck`` command.

Every command is in a module of its own that is imported when the command runs, so that ``--help``
is quick. Commands return their exit code; what they raise becomes a message, or a document with
``--json``, in ``failures``.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

COMMANDS = {"check": "check", "completion": "completion"}
"""Command to module; the command object in it has the name ``command``."""


class Commands(click.Group):
    """A group whose commands are imported when needed and whose failures all have an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands by name."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, if there is one."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"{__name__}.{COMMANDS[cmd_name]}").command
        return command

    def main(
        self, args: Sequence[str] | None = None, prog_name: str | None = None, *_: Any, **rest: Any
    ) -> NoReturn:
        """Runs a command line and exits with its code, whatever happens."""
        arguments = list(sys.argv[1:] if args is None else args)
        rest["standalone_mode"] = False
        try:
            code = super().main(arguments, "fastcheck", **rest)
        except BaseException as failure:
            if "_FASTCHECK_COMPLETE" in os.environ:
                raise
            from .failures import report

            code = report(failure, arguments)
        from .output import finish

        sys.exit(finish(code if isinstance(code, int) else 0))


def _show_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from ..export import version

        click.echo(f"fastcheck {version()}")
        context.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and exit.",
)
def cli() -> None:
    """Check models of concurrent and distributed systems.

    Exit codes: 0 ok, 3 a bound was reached, 11 deadlock, 12 and 13 a property is
    violated, 14 an assertion
    failed, 75 to 77 an error in the model while it ran, 150 the model cannot be loaded, 151 wrong
    constants, 2 wrong usage, 130 interrupted.
    """


def main() -> NoReturn:
    """The entry point of the ``fastcheck`` script.

    Shells start background commands of scripts with SIGINT ignored; `kill -INT` is answered all
    the same.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    cli.main()
    raise AssertionError("main has exited")
