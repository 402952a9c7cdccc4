"""``fastcheck check``."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import Definition, Memory, Seconds, Workers, complete_files
from .output import write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..result import Result
    from .tlc import Messages

COUNT = click.IntRange(min=1)
OUTPUT = ("quiet", "coverage", "profile", "full_trace")
TLA_ONLY = {
    "config": "-c",
    "library": "--library",
    "specification": "--spec",
    "init": "--init",
    "next": "--next",
    "tlc_output": "--tlc-output",
}
"""Options for TLA+ specifications alone, by parameter."""


@click.command("check", short_help="Check a model.")
@click.argument("target", shell_complete=complete_files)
@click.option(
    "-c",
    "--config",
    metavar="CFG",
    help="Configuration of a TLA+ specification; as a rule the .cfg beside it.",
)
@click.option(
    "-D",
    "--define",
    "definitions",
    type=Definition(),
    multiple=True,
    help="Give a constant a value, or a sort its size or members: -D N=4, -D RM=3, -D RM=a,b;"
    " in TLA+ a constant expression: -D 'RM={a, b}'.",
)
@click.option(
    "--library",
    metavar="DIR",
    multiple=True,
    help="Look for modules there too, behind the folder of the specification.",
)
@click.option("--spec", "specification", metavar="NAME", help="SPECIFICATION of a TLA+ module.")
@click.option("--init", metavar="NAME", help="INIT of a TLA+ module.")
@click.option("--next", metavar="NAME", help="NEXT of a TLA+ module.")
@click.option(
    "--workers",
    type=Workers(),
    metavar="N|auto",
    default="auto",
    show_default=True,
    help="Threads to explore with.",
)
@click.option(
    "--invariant",
    "invariants",
    metavar="NAME",
    multiple=True,
    help="Check only the invariants and properties that are named.",
)
@click.option(
    "--property",
    "properties",
    metavar="NAME",
    multiple=True,
    help="As --invariant, for properties of any kind.",
)
@click.option(
    "--deadlock/--no-deadlock",
    default=None,
    help="Whether a state without successors is a violation: as a rule it is, unless the"
    " configuration says otherwise.",
)
@click.option("--max-states", type=COUNT, metavar="N", help="Stop after this many distinct states.")
@click.option(
    "--max-depth",
    type=COUNT,
    metavar="N",
    help="Stop after this many levels; initial states are level 1.",
)
@click.option("--max-seconds", type=Seconds(), help="Stop after this time.")
@click.option("--memory", type=Memory(), help="Stop at this much memory: 300MB, 8GB, 1GiB, 50%.")
@click.option(
    "--continue",
    "continue_",
    is_flag=True,
    help="Go on after a violation and report every violated property.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON document.")
@click.option(
    "--tlc-output", is_flag=True, help="Print what TLC prints with -tool, for editors that read it."
)
@click.option(
    "--dump-trace",
    metavar="FILE",
    multiple=True,
    help="Write the trace of a violation: .itf.json as ITF, .json as TLC does, .tla as a module.",
)
@click.option("--quiet", is_flag=True, help="Print the verdict only; no progress, no warnings.")
@click.option(
    "--fingerprint",
    type=click.Choice(["64", "128"]),
    default="64",
    show_default=True,
    help="Bits that tell states apart.",
)
@click.option("--no-learn", is_flag=True, help="Evaluate without learning: slow, to compare.")
@click.option("--coverage", is_flag=True, help="Show how often every action happened.")
@click.option("--profile", is_flag=True, help="Show what was evaluated most often.")
@click.option(
    "--full-trace", is_flag=True, help="Show whole states in the trace, not only what changed."
)
def command(target: str, **given: Any) -> int:
    """Check TARGET in every reachable state.

    TARGET is model.py, model.py:Class, package.module or package.module:Class, or a TLA+
    specification Spec.tla.
    """
    _consistent(target, given)
    if given["tlc_output"]:
        return _as_tlc(target, given)
    try:
        result = _run(target, given)
    except BaseException as error:
        if not given["as_json"]:
            raise
        from .failures import outcome

        result = outcome(error)
    result = replace(result, target=target, config=given["config"] or result.config)
    if given["as_json"]:
        import json

        write(json.dumps(result.to_json()))
    else:
        _print(result, **{name: given[name] for name in OUTPUT})
    return result.exit_code


def _consistent(target: str, given: dict[str, Any]) -> None:
    """Refuses options that do not go together."""
    if not target.endswith(".tla"):
        for name, option in TLA_ONLY.items():
            if given[name]:
                hint = "; constants of a Python model are given by -D" if name == "config" else ""
                raise click.UsageError(f"{option} is for TLA+ specifications{hint}")
    if given["specification"] and (given["init"] or given["next"]):
        raise click.UsageError("--spec says what --init and --next say: give one or the other")
    if given["tlc_output"] and given["as_json"]:
        raise click.UsageError("--json and --tlc-output are two ways to print the result")
    if given["dump_trace"]:
        from .dump import check_place, form

        read = [target.partition(":")[0], *filter(None, [given["config"]])]
        read += [str(Path(target).with_suffix(".cfg"))] if target.endswith(".tla") else []
        for file in given["dump_trace"]:
            form(file)
            check_place(file, read)


def _run(target: str, given: dict[str, Any], messages: Messages | None = None) -> Result:
    from ..check import Run
    from .live import Live

    silent = given["quiet"] or given["as_json"] or messages is not None
    # What the model prints is no part of the result.
    with _prints(messages), Live(quiet=silent) as live:
        model = _model(target, given)
        result = Run(
            model,
            _constants(model, given["definitions"]),
            workers=given["workers"],
            invariants=given["invariants"] or None,
            properties=given["properties"] or None,
            deadlock=given["deadlock"],
            max_states=given["max_states"],
            max_depth=given["max_depth"],
            max_seconds=given["max_seconds"],
            memory=given["memory"],
            continue_=given["continue_"],
            fingerprint=int(given["fingerprint"]),
            learn=not given["no_learn"],
            progress=live.show,
            events=None if messages is None else messages.event,
        ).result()
    if given["dump_trace"] and result.trace:
        from .dump import dump

        for file in given["dump_trace"]:
            try:
                dump(result, file)
            except OSError as error:
                # The answer stands, whatever became of the file.
                click.echo(f"--dump-trace {file}: not written: {error.strerror}", err=True)
    return result


@contextlib.contextmanager
def _prints(messages: Messages | None) -> Iterator[None]:
    """What is printed meanwhile goes to standard error; TLC's messages go where they belong."""
    if messages is not None:
        yield
    else:
        with contextlib.redirect_stdout(sys.stderr):
            yield


def _model(target: str, given: dict[str, Any]) -> Any:
    if target.endswith(".tla"):
        from ..spec import spec

        return spec(
            target,
            config=given["config"],
            library=given["library"],
            specification=given["specification"],
            init=given["init"],
            next=given["next"],
        )
    from ..load import load

    return load(target)


def _constants(model: Any, definitions: tuple[tuple[str, str], ...]) -> dict[Any, object] | None:
    texts: dict[str, str] = {}
    for name, text in definitions:
        if name in texts:
            raise click.BadParameter(f"{name} is given twice", param_hint="'-D'")
        texts[name] = text
    if not texts:
        return None
    from ..check import is_spec

    if is_spec(model):
        from ..spec import Text

        return {name: Text(text) for name, text in texts.items()}
    if not isinstance(model, type):
        raise click.BadParameter("an opaque model has no constants", param_hint="'-D'")
    from ..model import definition, parse_constants

    return parse_constants(definition(model), texts)


def _as_tlc(target: str, given: dict[str, Any]) -> int:
    from .failures import outcome
    from .tlc import Messages

    messages = Messages(coverage=given["coverage"])
    messages.begin(given["workers"], int(given["fingerprint"]))
    try:
        result = _run(target, given, messages)
    except Exception as error:
        result = outcome(error)
    messages.end(result)
    return result.exit_code


def _print(result: Result, *, quiet: bool, coverage: bool, profile: bool, full_trace: bool) -> None:
    from . import render

    parts = [render.verdict(result)]
    if not quiet:
        parts += [render.trace(result, full=full_trace), render.numbers(result)]
    if coverage:
        parts.append(render.coverage(result))
    if profile:
        parts.append(render.profile(result))
    write("\n\n".join(part for part in parts if part))
    if not quiet:
        for text in result.warnings:
            write(f"{click.style('warning', fg='yellow', bold=True)}: {text}", to_stderr=True)
