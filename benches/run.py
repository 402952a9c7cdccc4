"""Runs the benchmarks, checks their counts, stores raw numbers, prints a table.

python benches/run.py --rounds 3 --only paxos_commit,lamport_mutex --workers 1,2
python benches/run.py --table
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from suite import engines, machine, measure, results, tables
from suite.definitions import BENCHES, REPOSITORY, Definition, load_all
from suite.results import Failure, Run, Session

FLOOR = ["cargo", "build", "--release", "--locked", "-p", "floor"]


def main() -> int:
    """0 if every process did what it should, 1 if one did not, 130 if interrupted."""
    # So that nothing goes on alone, whatever ends the runner.
    for which in (signal.SIGINT, signal.SIGTERM):
        signal.signal(which, signal.default_int_handler)
    options = parser().parse_args()
    if options.table is not None:
        return write_table(options.table)
    definitions = selected(options.only)
    peers = available(options)
    session = Session(
        started=datetime.now(UTC).isoformat(timespec="seconds"),
        machine=machine.machine(),
        commit=machine.commit(),
        versions=versions(options),
        rounds=options.rounds,
        smallest_peak=measure.smallest_peak(),
        baseline=next(item.name for item in definitions if item.baseline),
        titles={item.name: item.title for item in definitions},
    )
    path = options.out or free_path(session)
    interrupted = False
    try:
        for definition, engine, number in schedule(definitions, peers, options.rounds):
            if step(session, definition, engine, number, options.timeout):
                results.save(session, path)
    except KeyboardInterrupt:
        interrupted = True
        note("interrupted: what was measured is kept")
    if not session.runs and not session.failures:
        note("nothing was measured")
        return 1
    print(tables.terminal(session))
    note(f"raw numbers: {path}")
    return 130 if interrupted else 1 if session.failures else 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    result = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    add = result.add_argument
    add("--only", type=names, metavar="NAME,...", help="these benchmarks (and the baseline)")
    add("--engines", type=names, metavar="WORD,...", help="engines whose name contains a word")
    add("--rounds", type=int, default=5, help="runs of each engine (default: 5)")
    add("--workers", type=names, default=["1", "2"], metavar="N,...", help="default: 1,2")
    add("--timeout", type=float, default=900, metavar="S", help="per process (default: 900)")
    add("--fastcheck", metavar="COMMAND", help="default: beside this Python, or in PATH")
    add("--floor", type=Path, metavar="PROGRAM", help="default: built by cargo")
    add(
        "--tlc",
        metavar="COMMAND",
        default=os.environ.get("BENCH_TLC"),
        help="starts TLC, as in 'java -cp tla2tools.jar tlc2.TLC' (or $BENCH_TLC)",
    )
    add(
        "--tla-examples",
        type=Path,
        metavar="DIR",
        default=os.environ.get("BENCH_TLA_EXAMPLES"),
        help="a checkout of tlaplus/Examples (or $BENCH_TLA_EXAMPLES)",
    )
    add(
        "--stateright",
        type=Path,
        metavar="DIR",
        default=os.environ.get("BENCH_STATERIGHT"),
        help="a checkout of stateright with built examples (or $BENCH_STATERIGHT)",
    )
    add("--out", type=Path, metavar="FILE", help="default: benches/results/<date>-<machine>.json")
    add(
        "--table",
        nargs="?",
        const="",
        metavar="FILE",
        help="measure nothing, put the results of FILE (default: the newest) into README.md",
    )
    return result


def names(text: str) -> list[str]:
    """`a,b` as a list."""
    return [word.strip() for word in text.split(",") if word.strip()]


def selected(only: list[str] | None) -> list[Definition]:
    """The benchmarks asked for, and always the baseline, first."""
    known = load_all()
    if only is None:
        return known
    missing = set(only) - {item.name for item in known}
    if missing:
        sys.exit(f"no such benchmark: {', '.join(sorted(missing))}")
    return [item for item in known if item.baseline or item.name in only]


def available(options: argparse.Namespace) -> list[engines.Engine]:
    """The engines there are on this machine; what is missing is said."""
    found: list[engines.Engine] = []
    command = fastcheck_command(options)
    examples = Path(options.tla_examples).resolve() if options.tla_examples else None
    for workers in map(int, options.workers):
        found.append(engines.Fastcheck(command, workers, examples=examples))
    found.append(engines.Fastcheck(command, 1, learn=False, examples=examples))
    found.append(engines.Floor(options.floor.resolve() if options.floor else build_floor()))
    if options.tlc:
        found.append(engines.Tlc(tuple(shlex.split(options.tlc)), examples))
    else:
        note("without TLC: no --tlc")
    if options.stateright:
        found.append(engines.Stateright(Path(options.stateright).resolve()))
    if options.engines is not None:
        words = [word.lower() for word in options.engines]
        found = [item for item in found if any(word in item.name.lower() for word in words)]
    return found


def fastcheck_command(options: argparse.Namespace) -> tuple[str, ...]:
    """What starts fastcheck."""
    if options.fastcheck:
        return tuple(shlex.split(options.fastcheck))
    beside = Path(sys.executable).parent / "fastcheck"
    found = str(beside) if beside.exists() else shutil.which("fastcheck")
    if found is None:
        sys.exit("no fastcheck beside this Python or in PATH: give --fastcheck COMMAND")
    return (found,)


def build_floor() -> Path:
    """Builds the floor and returns the program."""
    note(" ".join(FLOOR))
    done = subprocess.run(
        [*FLOOR, "--message-format=json"], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
    )
    for line in done.stdout.splitlines():
        message = json.loads(line)
        if message.get("executable") and message["target"]["name"] == "floor":
            return Path(message["executable"])
    sys.exit("the floor could not be built")


def versions(options: argparse.Namespace) -> dict[str, str | None]:
    """Of everything that is measured, as far as it says."""
    fastcheck = machine.said([*fastcheck_command(options), "--version"])
    return {
        "fastcheck": fastcheck and fastcheck.split()[-1],
        "rustc": (machine.said(["rustc", "--version"]) or "").removeprefix("rustc ") or None,
    }


Scheduled = tuple[Definition, engines.Engine, int]


def schedule(
    definitions: list[Definition], peers: list[engines.Engine], rounds: int
) -> Iterator[Scheduled]:
    """Every engine on every benchmark, in rounds, so that a disturbance hits all alike; each
    round begins with another engine.
    """
    for number in range(rounds):
        first = number % len(peers) if peers else 0
        for definition in definitions:
            for engine in peers[first:] + peers[:first]:
                yield definition, engine, number + 1


def step(
    session: Session, definition: Definition, engine: engines.Engine, number: int, timeout: float
) -> bool:
    """One process, False if there is none to start; what failed before is not tried again."""
    key = (definition.name, engine.name)
    if any((failure.benchmark, failure.engine) == key for failure in session.failures):
        return False
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        command = engine.command(definition, Path(folder))
        if command is None:
            return False
        try:
            run = measured(session, definition, engine, number, command, Path(folder), timeout)
        except (ValueError, KeyError, OSError) as error:
            session.failures.append(Failure(*key, number, str(error)))
            note(f"{number}: {definition.name}, {engine.name}: FAILED: {error}")
            return True
    session.runs.append(run)
    note(f"{number}: {definition.name}, {engine.name}: {run.wall:.2f} s")
    return True


def measured(
    session: Session,
    definition: Definition,
    engine: engines.Engine,
    number: int,
    command: list[str],
    folder: Path,
    timeout: float,
) -> Run:
    """The run; `ValueError` if it took too long or its counts are not those expected."""
    output = measure.measure(command, folder, timeout)
    if output.timed_out:
        raise ValueError(f"more than {timeout:g} s")
    try:
        report = engine.report(output)
    except (ValueError, KeyError, TypeError) as error:
        last = (output.stderr or output.stdout).strip()[-300:]
        raise ValueError(f"exit code {output.exit_code}, {error}: {last}") from error
    wrong = engines.difference(definition, output, report)
    if wrong is not None:
        raise ValueError(wrong)
    session.versions.update(report.versions)
    hidden = output.peak_rss <= session.smallest_peak * 1.1
    return Run(
        benchmark=definition.name,
        engine=engine.name,
        round=number,
        wall=output.wall,
        user=output.user,
        system=output.system,
        peak_rss=output.peak_rss,
        peak_memory=report.peak_memory if hidden else output.peak_rss,
        generated=report.generated,
        distinct=report.distinct,
        depth=report.depth,
        reported_seconds=report.seconds,
        reported_peak_memory=report.peak_memory,
    )


def free_path(session: Session) -> Path:
    """`results/<date>-<machine>.json`, with a number if there is one already."""
    name = f"{session.started[:10]}-{machine.slug(session.machine)}"
    numbers = ["", *(f"-{number}" for number in range(2, 1000))]
    paths = (BENCHES / "results" / f"{name}{number}.json" for number in numbers)
    return next(path for path in paths if not path.exists())


def write_table(given: str) -> int:
    """Puts a stored session, without a name the newest, into README.md."""
    paths = [Path(given)] if given else sorted((BENCHES / "results").glob("*.json"))
    if not paths:
        sys.exit("no results yet")
    stored = [(results.read(path), path) for path in paths]
    session, path = max(stored, key=lambda pair: pair[0].started)
    tables.insert(BENCHES / "README.md", tables.markdown(session, f"results/{path.name}"))
    return 0


def note(text: str) -> None:
    """Progress, on stderr."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
