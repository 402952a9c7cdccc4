"""Every shipped example and its broken variants: verdict, property, counts, depth, trace length.

Where an expectation comes from is said per row:

- TLC: TLC's answer to the public TLA+ model of the same system, or of the same with other
  constants.
- arithmetic: counted by hand, the reasoning stands beside the row.
- brute: `tests/brute.py`, which shares no code with the engine.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import fastcheck as fc
from test_examples_live import FAILS, HOLDS, TWINS

brute: Any = importlib.import_module("brute")


@dataclass(frozen=True)
class Row:
    """A check and its expected outcome. `only` selects properties, None takes all."""

    model: str
    outcome: str
    generated: int
    distinct: int
    depth: int
    source: str
    trace: int = 0
    constants: dict[str, int] = field(default_factory=dict)
    only: tuple[str, ...] | None = None

    @property
    def id(self) -> str:
        options = [f"{name}={value}" for name, value in self.constants.items()]
        return " ".join([self.model, *options, *(self.only or ())])

    @property
    def verdict(self) -> str:
        return "ok" if self.outcome == "ok" else "violation"


def ok(model: str, numbers: tuple[int, int, int], source: str, **constants: int) -> Row:
    return Row(model, "ok", *numbers, source, constants=constants)


def fails(
    model: str,
    outcome: str,
    numbers: tuple[int, int, int],
    trace: int,
    source: str,
    only: tuple[str, ...] | None = None,
    **constants: int,
) -> Row:
    return Row(model, outcome, *numbers, source, trace, constants, only)


# `numbers` are states generated, distinct states, depth. `outcome` is "ok", "deadlock", "assertion"
# or the name of the invariant or step property that is violated.
TLC, BRUTE, ARITHMETIC = "TLC", "brute", "arithmetic"
SAFE_LOCKS = ("mutual_exclusion", "owner_is_inside")
ROWS = [
    # The classics.
    fails("die_hard:DieHard", "not_solved", (73, 14, 7), 7, TLC),
    # 16 states: one jug is full or empty, 12 + 4; each has its six successors: 1 + 16 * 6.
    Row("die_hard:DieHard", "ok", 97, 16, 8, TLC, only=("jugs_do_not_overflow",)),
    ok("two_phase:TwoPhase", (1146, 288, 11), TLC),
    fails("two_phase:ImpatientRM", "consistent", (2069, 435, 10), 10, BRUTE),
    ok("paxos_commit:PaxosCommit", (9936, 1461, 15), TLC, RM=1),
    ok("paxos_commit:PaxosCommit", (9961, 1425, 16), TLC, Acceptor=1),
    ok("paxos_commit:PaxosCommit", (6302, 1159, 18), TLC, RM=1, Acceptor=2, BALLOTS=3),
    ok("paxos_commit:PaxosCommit", (558, 112, 10), TLC, Acceptor=2, BALLOTS=1),
    fails("paxos_commit:DeafLeader", "one_outcome", (6081, 1240, 12), 12, BRUTE, RM=1),
    ok("lamport_mutex:LamportMutex", (787, 401, 28), TLC, N=2, MAX_CLOCK=4),
    ok("lamport_mutex:LamportMutex", (2203, 511, 15), TLC, MAX_CLOCK=2),
    fails("lamport_mutex:NoTieBreak", "mutual_exclusion", (87, 57, 9), 9, BRUTE),
    ok("peterson:Peterson", (77, 42, 11), TLC),
    fails("peterson:TurnFirst", "mutual_exclusion", (71, 46, 9), 9, BRUTE),
    fails("dining_philosophers:Philosophers", "deadlock", (251, 82, 6), 6, BRUTE),
    ok("dining_philosophers:Ordered", (220, 70, 6), BRUTE),
    ok("dining_philosophers:Ordered", (4993, 985, 9), BRUTE, N=8),
    ok("ewd840:EWD840", (2001, 302, 9), TLC),
    ok("ewd840:EWD840", (15986, 1566, 12), TLC, N=4),
    fails("ewd840:NoBlackening", "inductive", (1589, 234, 4), 4, BRUTE),
    fails(
        "ewd840:NoBlackening",
        "detection_is_right",
        (1667, 245, 6),
        6,
        BRUTE,
        only=("detection_is_right",),
    ),
    ok("alternating_bit:AlternatingBit", (1392, 240, 10), TLC),
    fails("alternating_bit:NoBit", "acknowledged_means_received", (115, 66, 4), 4, BRUTE),
    fails(
        "raft_election:ForgetfulVoter", "one_leader_per_term", (14453, 3796, 11), 11, BRUTE, TERMS=1
    ),
    ok("dekker:Dekker", (91, 48, 14), TLC),
    fails("dekker:LookFirst", "mutual_exclusion", (37, 24, 7), 7, TLC),
    Row(
        "dekker:NoTurn", "ok", 125, 52, 11, TLC, only=("mutual_exclusion", "who_is_inside_said_so")
    ),
    ok("bakery:Bakery", (389, 226, 31), TLC),
    fails("bakery:NoDoor", "mutual_exclusion", (213, 124, 15), 15, TLC),
    ok("ewd998:EWD998", (1414, 400, 13), TLC, N=2),
    ok("ewd998:EWD998", (7820, 1990, 22), BRUTE, N=2, MESSAGES=2),
    fails("ewd998:NoBlackening", "detection_is_right", (769, 231, 8), 8, BRUTE, N=2),
    fails("n_queens:Queens", "not_solved", (150, 150, 7), 7, TLC),
    # 1 + 6 + 20 + 46 + 54 + 22 + 4 placements on a board of six columns.
    Row("n_queens:Queens", "ok", 153, 153, 7, TLC, only=("no_queen_attacks_another",)),
    # Nothing, six first queens, and the first that stands on a diagonal of the first one.
    fails("n_queens:Rooks", "no_queen_attacks_another", (8, 8, 3), 3, ARITHMETIC),
    fails("river_crossing:RiverCrossing", "not_all_across", (20, 10, 8), 8, TLC),
    Row("river_crossing:RiverCrossing", "ok", 21, 10, 8, TLC, only=("nobody_is_eaten",)),
    # The farmer rows away alone, and the wolf and the goat stay behind.
    fails("river_crossing:Careless", "nobody_is_eaten", (2, 2, 2), 2, ARITHMETIC),
    # Locks. Of the 3 * 3 places of two processes only both critical is excluded. Nobody critical: 4
    # states, 4 requests and 4 entries. One critical: 4 states, 4 leave, 2 requests. 1 + 14 in all.
    Row("locks:NoFairness", "ok", 15, 8, 4, ARITHMETIC, only=SAFE_LOCKS),
    Row("locks:WeakFairness", "ok", 15, 8, 4, ARITHMETIC, only=SAFE_LOCKS),
    ok("locks:StrongFairness", (15, 8, 4), ARITHMETIC),
    # Three processes: 8 states with nobody critical, 12 requests, 12 entries; 3 * 4 with one
    # critical, 12 leave, 12 requests.
    Row("locks:NoFairness", "ok", 49, 20, 5, ARITHMETIC, constants={"Process": 3}, only=SAFE_LOCKS),
    fails("locks:BrokenGuard", "mutual_exclusion", (26, 16, 7), 7, BRUTE),
    # Balances 5 to 0; two clients and min(3, balance) amounts: 6 + 6 + 6 + 4 + 2 + 0 withdrawals.
    ok("account:Account", (25, 6, 3), ARITHMETIC),
    fails("account:CheckThenAct", "not_overdrawn", (128, 64, 5), 5, BRUTE),
    fails("account:LostUpdate", "nothing_from_nothing", (46, 25, 5), 5, BRUTE),
    ok("bounded_queue:BoundedQueue", (37, 12, 4), BRUTE),
    fails("bounded_queue:NotifyOne", "deadlock", (127, 48, 10), 9, BRUTE),
    fails("bounded_queue:IfInsteadOfWhile", "assertion", (69, 40, 5), 4, BRUTE),
    fails("bounded_queue:IfInsteadOfWhile", "within_capacity", (46, 27, 6), 6, BRUTE, Consumer=1),
    # Caches, time.
    ok("cache:TimeToLive", (2791, 1086, 9), BRUTE),
    fails("cache:AgeFromLanding", "out_of_date_for_at_most_ttl", (624, 454, 7), 7, BRUTE),
    ok("cache:Invalidation", (1477, 414, 11), BRUTE),
    fails("cache:StaleFill", "told_means_current", (131, 81, 5), 5, BRUTE),
    ok("cache:WriteThrough", (475, 130, 8), BRUTE),
    # The initial state, two reads, and the first write.
    fails("cache:CacheFirst", "never_ahead_of_the_database", (4, 4, 2), 2, ARITHMETIC),
    ok("cache:WriteBack", (353, 120, 8), BRUTE),
    fails("cache:EvictDirty", "no_write_is_lost", (17, 11, 3), 3, BRUTE),
    ok("timers:Timers", (631, 225, 13), BRUTE),
    fails("timers:NoNumbers", "cancelled_timers_do_not_fire", (43, 31, 5), 5, BRUTE),
    ok("timers:Worker", (105, 55, 14), BRUTE),
    fails("timers:LostWakeUp", "sleeps_only_without_work", (13, 11, 4), 4, BRUTE),
    ok("lease:Lease", (4933, 2168, 35), BRUTE),
    fails("lease:SkewBeyondMargin", "one_holder", (767, 350, 11), 11, BRUTE),
    # Agents.
    fails("agent_refund:Naive", "paid_only_while_approved", (36, 24, 6), 6, BRUTE),
    fails(
        "agent_refund:Naive",
        "paid_at_most_once",
        (273, 125, 8),
        8,
        BRUTE,
        only=("paid_at_most_once",),
    ),
    fails("agent_refund:WithKey", "paid_only_while_approved", (36, 24, 6), 6, BRUTE),
    Row("agent_refund:WithKey", "ok", 10828, 2427, 23, BRUTE, only=("paid_at_most_once",)),
    ok("agent_refund:WithLock", (8563, 2179, 23), BRUTE),
    # Each file alone is in one of 9 states, and two files move independently of each other.
    ok("file_move:FileMove", (244, 81, 11), BRUTE),
    fails("file_move:DeleteUnverified", "never_zero_copies", (24, 18, 4), 4, BRUTE),
    fails("file_move:NoSync", "never_zero_copies", (123, 56, 6), 6, BRUTE),
    ok("agent_deploy:Deploy", (769, 156, 11), BRUTE),
    fails("agent_deploy:PromptOnly", "only_approved_versions_start", (154, 69, 5), 5, BRUTE),
    fails(
        "agent_deploy:PromptOnly", "one_at_a_time", (441, 161, 6), 6, BRUTE, only=("one_at_a_time",)
    ),
    fails("agent_deploy:LeaseWithoutFence", "one_at_a_time", (289, 108, 7), 7, BRUTE),
    ok("codex_thread:CodexThread", (15539, 4218, 23), BRUTE),
    fails("codex_thread:OldOrder", "no_event_is_lost", (163, 93, 6), 6, BRUTE),
]
# Too many for the naive explorer in every run of the tests.
MEDIUM = [
    ok("two_phase:TwoPhase", (58146, 8832, 17), TLC, RM=5),
    ok("lamport_mutex:LamportMutex", (41533, 10209, 31), TLC, MAX_CLOCK=3),
    ok("raft_election:RaftElection", (53011, 10073, 17), BRUTE),
    ok("bakery:Bakery", (38069, 12180, 44), BRUTE, N=3, MAX_NUMBER=2),
    ok("ewd998:EWD998", (98066, 16420, 27), TLC),
    fails("ewd998:NoBlackening", "detection_is_right", (27512, 4957, 9), 9, TLC),
    # Each placement is reached in one way: 1 + 8 + 42 + 140 + 344 + 568 + 550 + 312 + 92.
    Row(
        "n_queens:Queens",
        "ok",
        2057,
        2057,
        9,
        ARITHMETIC,
        constants={"N": 8},
        only=("no_queen_attacks_another",),
    ),
    ok("codex_thread:CodexThread", (35979, 9426, 24), BRUTE, OPERATIONS=2),
]
# Too many for the naive explorer at all.
LARGE = [
    ok("two_phase:TwoPhase", (2744706, 296448, 23), TLC, RM=7),
    ok("ewd840:EWD840", (750020, 36990, 18), TLC, N=6),
    ok("lamport_mutex:LamportMutex", (2729079, 724274, 61), TLC),
    ok("paxos_commit:PaxosCommit", (16959159, 1321761, 28), TLC),
]


def each(rows: list[Row]) -> Callable[..., Any]:
    return pytest.mark.parametrize("row", rows, ids=lambda row: row.id)


def load(examples: Path, row: Row) -> Any:
    name, _, cls = row.model.partition(":")
    return brute.load(f"{examples / name}.py:{cls}")


def outcome(verdict: str, kind: str | None, name: str | None) -> str | None:
    """In the words of the table."""
    if verdict != "violation":
        return verdict
    return kind if kind in ("deadlock", "assertion") else name


def compare_brute(examples: Path, row: Row) -> None:
    answer = brute.explore(load(examples, row), row.constants, invariants=row.only)
    found = outcome(answer.verdict, answer.kind, answer.name)
    numbers = (answer.generated, answer.distinct, answer.depth, len(answer.trace))
    assert (found, *numbers) == (row.outcome, row.generated, row.distinct, row.depth, row.trace)
    if row.outcome == "ok" and not row.constants:
        idle = [name for name, (generated, _) in answer.actions.items() if generated == 0]
        assert not idle, "an action that never happens says that the model is wrong"


@each(ROWS)
def test_brute_force_agrees(examples: Path, row: Row) -> None:
    compare_brute(examples, row)


@pytest.mark.slow
@each([row for row in MEDIUM if row.source == BRUTE])
def test_brute_force_agrees_on_more(examples: Path, row: Row) -> None:
    compare_brute(examples, row)


def check(examples: Path, row: Row, **options: Any) -> None:
    result = fc.check(load(examples, row), row.constants, invariants=row.only, **options)
    kind = result.violation.kind if result.violation else None
    name = result.violation.name if result.violation else None
    assert result.errors == ()
    found = outcome(result.verdict, kind, name)
    numbers = (result.stats.generated, result.stats.distinct, result.stats.depth, len(result.trace))
    assert (found, *numbers) == (row.outcome, row.generated, row.distinct, row.depth, row.trace)


# Without learning Python answers every question: the larger rows run so with one number of workers
# in every run of the tests, and with the others only in the slow ones.
QUICK = [row for row in ROWS if row.generated < 2_000]
LONG = [row for row in ROWS if row.generated >= 2_000]


@pytest.mark.usefixtures("native")
@pytest.mark.parametrize("workers", [1, 2, 4])
@each(ROWS)
def test_learned(examples: Path, row: Row, workers: int) -> None:
    check(examples, row, workers=workers, learn=True)


@pytest.mark.usefixtures("native")
@pytest.mark.parametrize("workers", [1, 2, 4])
@each(QUICK)
def test_evaluated(examples: Path, row: Row, workers: int) -> None:
    check(examples, row, workers=workers, learn=False)


@pytest.mark.usefixtures("native")
@each(LONG)
def test_evaluated_long(examples: Path, row: Row) -> None:
    check(examples, row, workers=2, learn=False)


@pytest.mark.slow
@pytest.mark.usefixtures("native")
@pytest.mark.parametrize("workers", [1, 4])
@each(LONG)
def test_evaluated_long_with_other_workers(examples: Path, row: Row, workers: int) -> None:
    check(examples, row, workers=workers, learn=False)


@pytest.mark.usefixtures("native")
@pytest.mark.parametrize("workers", [1, 2, 4])
@each(MEDIUM)
def test_learned_medium(examples: Path, row: Row, workers: int) -> None:
    check(examples, row, workers=workers)


@pytest.mark.slow
@pytest.mark.usefixtures("native")
@each(LARGE)
def test_learned_large(examples: Path, row: Row) -> None:
    check(examples, row, workers=2)


@pytest.mark.usefixtures("native")
@each(QUICK)
def test_traces_and_actions_are_those_of_brute_force(examples: Path, row: Row) -> None:
    """The same states in the same order, the same actions and arguments, the same counts."""
    model = load(examples, row)
    expected = brute.explore(model, row.constants, invariants=row.only)
    result = fc.check(model, row.constants, invariants=row.only, workers=2)
    steps = [(step.action, dict(step.arguments)) for step in result.trace]
    assert steps == [(step.action, step.arguments) for step in expected.trace]
    states = [dict(step.state) for step in result.trace]
    assert list(map(brute.freeze, states)) == [brute.freeze(step.state) for step in expected.trace]
    counts = {action.name: [action.generated, action.distinct] for action in result.actions}
    counts.pop("Init", None)
    assert counts == expected.actions


def test_every_model_has_a_row(examples: Path) -> None:
    named = {row.model for row in ROWS} | {live[0] for live in (*HOLDS, *FAILS, *TWINS)}
    files = sorted(examples.glob("*.py"))
    models = {f"{file.stem}:{name}" for file in files for name in brute.models_in(str(file))}
    assert models - named == {"raft_election:RaftElection"}, "too large for every run: in MEDIUM"
    assert named <= models
