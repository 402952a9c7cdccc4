"""``fastcheck check``."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Any

import click

from .options import Definition, Memory, Seconds, Workers, complete_files
from .output import write

if TYPE_CHECKING:
    from ..result import Result

COUNT = click.IntRange(min=1)
OUTPUT = ("quiet", "coverage", "profile", "full_trace")


@click.command("check", short_help="Check a model.")
@click.argument("target", shell_complete=complete_files)
@click.option("-c", "--config", metavar="CFG", help="Configuration of a TLA+ specification.")
@click.option(
    "-D",
    "--define",
    "definitions",
    type=Definition(),
    multiple=True,
    help="Give a constant a value, or a sort its size or members: -D N=4, -D RM=3, -D RM=a,b.",
)
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
    default=True,
    show_default=True,
    help="Whether a state without successors is a violation.",
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
@click.option("--quiet", is_flag=True, help="Print the verdict only; no progress, no warnings.")
@click.option(
    "--fingerprint",
    type=click.Choice(["64", "128"]),
    default="64",
    show_default=True,
    help="Bits that tell states apart.",
)
@click.option(
    "--no-learn", is_flag=True, help="Run the model's Python for every state: slow, to compare."
)
@click.option("--coverage", is_flag=True, help="Show how often every action happened.")
@click.option("--profile", is_flag=True, help="Show where the model's Python ran most.")
@click.option(
    "--full-trace", is_flag=True, help="Show whole states in the trace, not only what changed."
)
def command(target: str, config: str | None, **given: Any) -> int:
    """Check the model TARGET in every reachable state.

    TARGET is model.py, model.py:Class, package.module or package.module:Class.
    """
    if config is not None and not target.endswith(".tla"):
        raise click.UsageError(
            "-c is for TLA+ specifications; constants of a Python model are given by -D"
        )
    try:
        result = _run(target, given)
    except BaseException as error:
        if not given["as_json"]:
            raise
        from .failures import outcome

        result = outcome(error)
    from dataclasses import replace

    result = replace(result, target=target, config=config)
    if given["as_json"]:
        import json

        write(json.dumps(result.to_json()))
    else:
        _print(result, **{name: given[name] for name in OUTPUT})
    return result.exit_code


def _run(target: str, given: dict[str, Any]) -> Result:
    from ..check import Run
    from ..load import load
    from .live import Live

    # What the model prints is no part of the result.
    with (
        contextlib.redirect_stdout(sys.stderr),
        Live(quiet=given["quiet"] or given["as_json"]) as live,
    ):
        model = load(target)
        return Run(
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
        ).result()


def _constants(model: Any, definitions: tuple[tuple[str, str], ...]) -> dict[Any, object] | None:
    texts: dict[str, str] = {}
    for name, text in definitions:
        if name in texts:
            raise click.BadParameter(f"{name} is given twice", param_hint="'-D'")
        texts[name] = text
    if not texts:
        return None
    if not isinstance(model, type):
        raise click.BadParameter("an opaque model has no constants", param_hint="'-D'")
    from ..model import definition, parse_constants

    return parse_constants(definition(model), texts)


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
