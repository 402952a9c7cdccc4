"""Small specifications for the tests of TLA+ targets, and how to run the command on them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from fastcheck.cli import cli

JUGS = r"""---- MODULE Jugs ----
EXTENDS Naturals
VARIABLES big, small
vars == <<big, small>>
TypeOK == small \in 0..3 /\ big \in 0..5
Init == big = 0 /\ small = 0
FillSmall == small' = 3 /\ big' = big
FillBig == big' = 5 /\ small' = small
EmptySmall == small' = 0 /\ big' = big
EmptyBig == big' = 0 /\ small' = small
Min(m, n) == IF m < n THEN m ELSE n
SmallToBig == /\ big' = Min(big + small, 5)
              /\ small' = small - (big' - big)
BigToSmall == /\ small' = Min(big + small, 3)
              /\ big' = big - (small' - small)
Next == FillSmall \/ FillBig \/ EmptySmall \/ EmptyBig \/ SmallToBig \/ BigToSmall
Spec == Init /\ [][Next]_vars
NotSolved == big # 4
====
"""
"""Two jugs. TLC: 97 states generated, 16 distinct, depth 8; big = 4 is reached in 7 states."""

COUNTER = r"""---- MODULE Counter ----
EXTENDS Naturals, TLC
CONSTANTS N, Proc
VARIABLES x, owner
vars == <<x, owner>>
Init == x = 0 /\ owner = [p \in Proc |-> 0]
Step(p, k) == /\ x + k <= N
              /\ x' = x + k
              /\ owner' = [owner EXCEPT ![p] = k]
Next == \E p \in Proc, k \in 1..2 : Step(p, k)
Spec == Init /\ [][Next]_vars
Small == x < 3
Grows == [][x' > x]_vars
Slow == [][x' <= x + 1]_vars
Starts == x = 1
Boom == Assert(x < 2, "too far")
Cautious == Next /\ Assert(x < 2, <<"at", x>>)
Wrong == owner[x] = 0
Stuck == x' = owner[x] /\ UNCHANGED owner
Printing == Next /\ PrintT(<<"x", x>>)
Done == x = N
====
"""


def write(folder: Path, text: str, config: str | None, name: str | None = None) -> Path:
    """Writes a module, and its configuration beside it. Returns the module's path."""
    module = text.split("MODULE", 1)[1].split()[0] if name is None else name
    path = folder / f"{module}.tla"
    path.write_text(text, encoding="utf-8")
    if config is not None:
        path.with_suffix(".cfg").write_text(config, encoding="utf-8")
    return path


def jugs(folder: Path, config: str = "SPECIFICATION Spec\nINVARIANT TypeOK\n") -> str:
    """The jugs with a configuration."""
    return str(write(folder, JUGS, config))


def counter(folder: Path, config: str, *, n: int = 4) -> str:
    """The counter with two processes and a configuration."""
    constants = f"CONSTANTS N = {n} Proc = {{p1, p2}}\n"
    return str(write(folder, COUNTER, constants + config))


def run(*arguments: str) -> Result:
    """Runs ``fastcheck check``."""
    return CliRunner().invoke(cli, ["check", *arguments])


def document(*arguments: str) -> tuple[int, dict[str, Any]]:
    """Runs it with --json: the exit code of the process and the document."""
    result = run(*arguments, "--json")
    parsed: dict[str, Any] = json.loads(result.stdout)
    assert parsed["exit_code"] == result.exit_code
    return result.exit_code, parsed
