"""The TLA+ modules beside the Python examples: the same state graph, state for state.

Each row names a Python model, a configuration, and TLC's answer to the latter. Both are checked,
and must have TLC's verdict, counts, depth and length of the counterexample, the same digest of the
state set, and the same counterexample.
"""

from __future__ import annotations

import importlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import fastcheck as fc
from fastcheck.result import Result
from fastcheck.values import ModelValue

brute: Any = importlib.import_module("brute")


@dataclass(frozen=True)
class Twin:
    """A Python model, the configuration of its twin, and what TLC says of that."""

    model: str
    config: str
    outcome: str
    numbers: tuple[int, int, int]
    """States generated, distinct states, depth."""
    trace: int = 0
    constants: dict[str, int] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return " ".join([self.config, *(f"{k}={v}" for k, v in self.constants.items())])


def ok(model: str, config: str, *numbers: int, **constants: int) -> Twin:
    generated, distinct, depth = numbers
    return Twin(model, config, "ok", (generated, distinct, depth), 0, constants)


def fails(
    model: str, config: str, outcome: str, *numbers: int, trace: int, **constants: int
) -> Twin:
    generated, distinct, depth = numbers
    return Twin(model, config, outcome, (generated, distinct, depth), trace, constants)


# `outcome` is "ok", "deadlock", "assertion", or the violated invariant or step property.
TWINS = [
    ok("account:Account", "account", 25, 6, 3),
    fails("account:CheckThenAct", "account_check_then_act", "not_overdrawn", 128, 64, 5, trace=5),
    fails("account:LostUpdate", "account_lost_update", "nothing_from_nothing", 46, 25, 5, trace=5),
    ok("agent_deploy:Deploy", "agent_deploy", 769, 156, 11),
    fails(
        "agent_deploy:PromptOnly",
        "agent_deploy_prompt",
        "only_approved_versions_start",
        154,
        69,
        5,
        trace=5,
    ),
    fails(
        "agent_deploy:PromptOnly", "agent_deploy_prompt_one", "one_at_a_time", 441, 161, 6, trace=6
    ),
    fails(
        "agent_deploy:LeaseWithoutFence",
        "agent_deploy_without_fence",
        "one_at_a_time",
        289,
        108,
        7,
        trace=7,
    ),
    fails("agent_refund:Naive", "agent_refund", "paid_only_while_approved", 36, 24, 6, trace=6),
    fails("agent_refund:Naive", "agent_refund_once", "paid_at_most_once", 273, 125, 8, trace=8),
    fails(
        "agent_refund:WithKey",
        "agent_refund_with_key",
        "paid_only_while_approved",
        36,
        24,
        6,
        trace=6,
    ),
    ok("agent_refund:WithKey", "agent_refund_with_key_once", 10828, 2427, 23),
    ok("agent_refund:WithLock", "agent_refund_with_lock", 8563, 2179, 23),
    ok("alternating_bit:AlternatingBit", "alternating_bit", 1392, 240, 10),
    fails(
        "alternating_bit:NoBit",
        "alternating_bit_no_bit",
        "acknowledged_means_received",
        115,
        66,
        4,
        trace=4,
    ),
    ok("bakery:Bakery", "bakery", 389, 226, 31),
    fails("bakery:NoDoor", "bakery_no_door", "mutual_exclusion", 213, 124, 15, trace=15),
    ok("bounded_queue:BoundedQueue", "bounded_queue", 37, 12, 4),
    fails("bounded_queue:IfInsteadOfWhile", "bounded_queue_if", "assertion", 69, 40, 5, trace=4),
    fails(
        "bounded_queue:IfInsteadOfWhile",
        "bounded_queue_if_one_consumer",
        "within_capacity",
        46,
        27,
        6,
        trace=6,
        Consumer=1,
    ),
    fails("bounded_queue:NotifyOne", "bounded_queue_notify_one", "deadlock", 127, 48, 10, trace=9),
    ok("cache:Invalidation", "cache_invalidation", 1477, 414, 11),
    fails(
        "cache:StaleFill",
        "cache_invalidation_stale_fill",
        "told_means_current",
        131,
        81,
        5,
        trace=5,
    ),
    ok("cache:TimeToLive", "cache_ttl", 2791, 1086, 9),
    fails(
        "cache:AgeFromLanding",
        "cache_ttl_age_from_landing",
        "out_of_date_for_at_most_ttl",
        624,
        454,
        7,
        trace=7,
    ),
    ok("cache:WriteBack", "cache_write_back", 353, 120, 8),
    fails(
        "cache:EvictDirty", "cache_write_back_evict_dirty", "no_write_is_lost", 17, 11, 3, trace=3
    ),
    ok("cache:WriteThrough", "cache_write_through", 475, 130, 8),
    fails(
        "cache:CacheFirst",
        "cache_write_through_cache_first",
        "never_ahead_of_the_database",
        4,
        4,
        2,
        trace=2,
    ),
    ok("codex_thread:CodexThread", "codex_thread", 15539, 4218, 23),
    fails(
        "codex_thread:OldOrder", "codex_thread_old_order", "no_event_is_lost", 163, 93, 6, trace=6
    ),
    ok("dekker:Dekker", "dekker", 91, 48, 14),
    fails("dekker:LookFirst", "dekker_look_first", "mutual_exclusion", 37, 24, 7, trace=7),
    ok("dekker:NoTurn", "dekker_no_turn", 125, 52, 11),
    fails("die_hard:DieHard", "die_hard", "not_solved", 73, 14, 7, trace=7),
    ok("die_hard:DieHard", "die_hard_all", 97, 16, 8),
    fails(
        "dining_philosophers:Philosophers", "dining_philosophers", "deadlock", 251, 82, 6, trace=6
    ),
    ok("dining_philosophers:Ordered", "dining_philosophers_ordered", 220, 70, 6),
    ok("ewd840:EWD840", "ewd840", 2001, 302, 9),
    fails("ewd840:NoBlackening", "ewd840_no_blackening", "inductive", 1589, 234, 4, trace=4),
    fails(
        "ewd840:NoBlackening",
        "ewd840_no_blackening_detection",
        "detection_is_right",
        1667,
        245,
        6,
        trace=6,
    ),
    ok("ewd998:EWD998", "ewd998", 98066, 16420, 27),
    fails(
        "ewd998:NoBlackening", "ewd998_no_blackening", "detection_is_right", 27512, 4957, 9, trace=9
    ),
    ok("file_move:FileMove", "file_move", 244, 81, 11),
    fails(
        "file_move:DeleteUnverified",
        "file_move_delete_unverified",
        "never_zero_copies",
        24,
        18,
        4,
        trace=4,
    ),
    fails("file_move:NoSync", "file_move_no_sync", "never_zero_copies", 123, 56, 6, trace=6),
    fails(
        "lamport_mutex:NoTieBreak",
        "lamport_mutex_no_tie_break",
        "mutual_exclusion",
        87,
        57,
        9,
        trace=9,
    ),
    ok("lease:Lease", "lease", 4933, 2168, 35),
    fails(
        "lease:SkewBeyondMargin", "lease_skew_beyond_margin", "one_holder", 767, 350, 11, trace=11
    ),
    ok("locks:NoFairness", "locks", 15, 8, 4),
    fails("locks:BrokenGuard", "locks_broken", "mutual_exclusion", 26, 16, 7, trace=7),
    fails("n_queens:Queens", "n_queens", "not_solved", 150, 150, 7, trace=7),
    ok("n_queens:Queens", "n_queens_all", 153, 153, 7),
    fails("n_queens:Rooks", "n_queens_rooks", "no_queen_attacks_another", 8, 8, 3, trace=3),
    fails(
        "paxos_commit:DeafLeader",
        "paxos_commit_deaf_leader",
        "one_outcome",
        6081,
        1240,
        12,
        trace=12,
        RM=1,
    ),
    ok("paxos_commit:PaxosCommit", "paxos_commit_one_rm", 9936, 1461, 15, RM=1),
    ok("peterson:Peterson", "peterson", 77, 42, 11),
    fails("peterson:TurnFirst", "peterson_turn_first", "mutual_exclusion", 71, 46, 9, trace=9),
    ok("raft_election:RaftElection", "raft_election", 53011, 10073, 17),
    fails(
        "raft_election:ForgetfulVoter",
        "raft_election_forgetful_voter",
        "one_leader_per_term",
        14453,
        3796,
        11,
        trace=11,
        TERMS=1,
    ),
    fails("river_crossing:RiverCrossing", "river_crossing", "not_all_across", 20, 10, 8, trace=8),
    ok("river_crossing:RiverCrossing", "river_crossing_all", 21, 10, 8),
    fails(
        "river_crossing:Careless", "river_crossing_careless", "nobody_is_eaten", 2, 2, 2, trace=2
    ),
    ok("timers:Timers", "timers", 631, 225, 13),
    fails(
        "timers:NoNumbers", "timers_no_numbers", "cancelled_timers_do_not_fire", 43, 31, 5, trace=5
    ),
    ok("two_phase:TwoPhase", "two_phase", 1146, 288, 11),
    fails("two_phase:ImpatientRM", "two_phase_impatient", "consistent", 2069, 435, 10, trace=10),
    ok("timers:Worker", "worker", 105, 55, 14),
    fails(
        "timers:LostWakeUp", "worker_lost_wake_up", "sleeps_only_without_work", 13, 11, 4, trace=4
    ),
    ok("two_phase:TwoPhase", "two_phase", 58146, 8832, 17, RM=5),
    ok("ewd840:EWD840", "ewd840", 15986, 1566, 12, N=4),
    ok("lamport_mutex:LamportMutex", "lamport_mutex", 787, 401, 28, N=2, MAX_CLOCK=4),
    ok("lamport_mutex:LamportMutex", "lamport_mutex", 2203, 511, 15, MAX_CLOCK=2),
    ok("paxos_commit:PaxosCommit", "paxos_commit", 9961, 1425, 16, Acceptor=1),
    ok("paxos_commit:PaxosCommit", "paxos_commit", 6302, 1159, 18, RM=1, Acceptor=2, BALLOTS=3),
    ok("dining_philosophers:Ordered", "dining_philosophers_ordered", 4993, 985, 9, N=8),
    ok("locks:NoFairness", "locks", 49, 20, 5, Process=3),
]
# Members of a set in the state are tried in TLC's order by one, and in Python's by the other.
OTHER_ORDER = {"raft_election_forgetful_voter", "paxos_commit_deaf_leader"}
LARGE = [
    ok("two_phase:TwoPhase", "two_phase", 2744706, 296448, 23, RM=7),
    ok("ewd840:EWD840", "ewd840", 750020, 36990, 18, N=6),
    ok("lamport_mutex:LamportMutex", "lamport_mutex", 2729079, 724274, 61),
    ok("paxos_commit:PaxosCommit", "paxos_commit", 16959159, 1321761, 28),
]


@dataclass(frozen=True)
class Live:
    """A configuration with something that must happen, and TLC's verdict; `model` is "" where no
    Python model has such fairness.
    """

    model: str
    config: str
    holds: bool
    numbers: tuple[int, int, int]
    constants: dict[str, int] = field(default_factory=dict)


# Counts are those of the whole state graph.
LIVE = [
    Live("agent_deploy:Deploy", "agent_deploy_live", True, (769, 156, 11)),
    Live("alternating_bit:Delivering", "alternating_bit_live", True, (352, 80, 7), {"CAPACITY": 1}),
    Live("", "alternating_bit_unfair", False, (352, 80, 7)),
    Live("bounded_queue:BoundedQueue", "bounded_queue_live", True, (37, 12, 4)),
    Live("cache:Invalidation", "cache_invalidation_live", True, (1477, 414, 11)),
    Live("cache:StaleFill", "cache_invalidation_stale_fill_live", False, (1898, 550, 11)),
    Live("codex_thread:Lively", "codex_thread_input", False, (15539, 4218, 23)),
    Live("codex_thread:Lively", "codex_thread_live", True, (15539, 4218, 23)),
    Live("codex_thread:Patient", "codex_thread_patient", True, (15539, 4218, 23)),
    Live("codex_thread:Lively", "codex_thread_turn", False, (15539, 4218, 23)),
    Live("codex_thread:Lively", "codex_thread_wait", False, (15539, 4218, 23)),
    Live("dekker:Dekker", "dekker_live", True, (91, 48, 14)),
    Live("dekker:NoTurn", "dekker_no_turn_live", False, (125, 52, 11)),
    Live(
        "dining_philosophers:StronglyFair",
        "dining_philosophers_strong",
        True,
        (23, 12, 4),
        {"N": 3},
    ),
    Live(
        "dining_philosophers:WeaklyFair", "dining_philosophers_weak", False, (23, 12, 4), {"N": 3}
    ),
    Live("ewd840:EWD840", "ewd840_live", True, (2001, 302, 9)),
    Live("", "ewd840_unfair", False, (2001, 302, 9)),
    Live("ewd998:EWD998", "ewd998_live", True, (1414, 400, 13), {"N": 2}),
    Live("locks:NoFairness", "locks_none", False, (15, 8, 4)),
    Live("locks:StrongFairness", "locks_strong", True, (15, 8, 4)),
    Live("locks:WeakFairness", "locks_weak", False, (15, 8, 4)),
    Live("locks:WeakFairness", "locks_weak_somebody", True, (15, 8, 4)),
    Live("peterson:Peterson", "peterson_live", True, (77, 42, 11)),
    Live("timers:Timers", "timers_live", True, (631, 225, 13)),
    Live("timers:Worker", "worker_live", True, (105, 55, 14)),
    Live("timers:LostWakeUp", "worker_lost_wake_up_live", False, (72, 43, 13)),
]


def snake(name: str) -> str:
    """`RmPrepare` as Python spells it."""
    return re.sub("(?<!^)(?=[A-Z])", "_", name).lower()


def module_of(examples: Path, config: str) -> Path:
    """The module that a configuration is for: the one with the longest name that it begins with."""
    stems = [file.stem for file in examples.glob("*.tla")]
    named = [stem for stem in stems if config == stem or config.startswith(f"{stem}_")]
    return examples / f"{max(named, key=len)}.tla"


def checked(examples: Path, config: str) -> list[str]:
    """The properties that a configuration names, in Python's spelling. Python looks for deadlocks
    where the module has an invariant.
    """
    text = re.sub(r"\\\*.*", "", (examples / f"{config}.cfg").read_text())
    pattern = r"(?:INVARIANT|PROPERT)\w*((?:\s+(?!CHECK_|INVARIANT|PROPERT|CONST|SPEC)\w+)+)"
    names = " ".join(re.findall(pattern, text)).split()
    return [snake(name) for name in names if name != "NoDeadlock"]


def tla_constants(examples: Path, twin: Twin) -> dict[str, object]:
    """The constants of the Python model in TLA+: a size is the set of as many model values."""
    text = (examples / f"{twin.config}.cfg").read_text()
    return {
        name: frozenset(ModelValue(f"{name}{n}") for n in range(1, value + 1))
        if re.search(rf"\b{name} = {{", text)
        else value
        for name, value in twin.constants.items()
    }


def check_python(examples: Path, twin: Twin, **options: Any) -> Result:
    name, _, cls = twin.model.partition(":")
    model = brute.load(f"{examples / name}.py:{cls}")
    only = checked(examples, twin.config)
    return fc.check(model, twin.constants, invariants=only, **options)


def check_tla(examples: Path, twin: Twin, **options: Any) -> Result:
    return fc.check(
        str(module_of(examples, twin.config)),
        tla_constants(examples, twin),
        config=examples / f"{twin.config}.cfg",
        **options,
    )


def outcome(result: Result) -> str:
    """In the words of the table."""
    assert result.errors == ()
    violation = result.violation
    if violation is None:
        return result.verdict
    return violation.kind if violation.kind in ("deadlock", "assertion") else snake(violation.name)


def figures(result: Result) -> tuple[str, tuple[int, int, int], int]:
    stats = result.stats
    return outcome(result), (stats.generated, stats.distinct, stats.depth), len(result.trace)


def unordered(value: Any) -> Any:
    """JSON of a value with its sets in one order: TLC's order is not Python's."""
    if isinstance(value, list):
        return [unordered(item) for item in value]
    if not isinstance(value, dict):
        return value
    parts = {key: unordered(item) for key, item in value.items()}
    if "#set" in parts:
        parts["#set"] = sorted(parts["#set"], key=json.dumps)
    return parts


def values(result: Result) -> list[Any]:
    """The states of the counterexample, with their values as JSON."""
    violation = result.to_json()["violation"]
    states = violation["trace"]["states"] if violation else []
    return [unordered(state["values"]) for state in states]


def compare(examples: Path, twin: Twin, **options: Any) -> None:
    python = check_python(examples, twin, **options)
    tla = check_tla(examples, twin, **options)
    expected = (twin.outcome, twin.numbers, twin.trace)
    assert figures(tla) == expected
    assert figures(python) == expected
    assert tla.stats.digest == python.stats.digest
    if twin.config not in OTHER_ORDER:
        assert values(tla) == values(python)


@pytest.mark.usefixtures("native")
@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin.id)
def test_twins(examples: Path, twin: Twin) -> None:
    compare(examples, twin, workers=2)


@pytest.mark.slow
@pytest.mark.usefixtures("native")
@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin.id)
def test_twins_without_learning(examples: Path, twin: Twin) -> None:
    compare(examples, twin, workers=1, learn=False)


@pytest.mark.slow
@pytest.mark.usefixtures("native")
@pytest.mark.parametrize("twin", LARGE, ids=lambda twin: twin.id)
def test_large_twins(examples: Path, twin: Twin) -> None:
    compare(examples, twin, workers=2)


def known_to_python(examples: Path, live: Live) -> bool:
    """Whether the model has the properties of the configuration."""
    name, _, cls = live.model.partition(":")
    model = brute.load(f"{examples / name}.py:{cls}")
    names = {item.name for item in brute.definition(model).properties}
    return names.issuperset(checked(examples, live.config))


@pytest.mark.usefixtures("native")
@pytest.mark.parametrize("live", LIVE, ids=lambda live: live.config)
def test_liveness(examples: Path, live: Live) -> None:
    twin = Twin(live.model, live.config, "", live.numbers, 0, live.constants)
    results = [check_tla(examples, twin, workers=2)]
    if live.model and known_to_python(examples, live):
        text = (examples / f"{live.config}.cfg").read_text()
        deadlock = None if "CHECK_DEADLOCK" not in text else False
        results.append(check_python(examples, twin, workers=2, deadlock=deadlock))
    for result in results:
        assert result.errors == ()
        assert result.ok is live.holds
        stats = result.stats
        assert (stats.generated, stats.distinct, stats.depth) == live.numbers
        if not live.holds:
            assert result.violation is not None
            assert result.violation.kind == "liveness"
            assert snake(result.violation.name.partition("(")[0]) in checked(examples, live.config)
    assert len({result.stats.digest for result in results}) == 1
    assert len({len(result.trace) for result in results}) == 1


def test_every_module_and_configuration_has_a_row(examples: Path) -> None:
    rows = {twin.config for twin in (*TWINS, *LARGE)} | {live.config for live in LIVE}
    assert rows == {file.stem for file in examples.glob("*.cfg")}
    modules = {module_of(examples, config) for config in rows}
    assert modules == set(examples.glob("*.tla"))


def test_every_model_has_a_twin(examples: Path) -> None:
    files = sorted(examples.glob("*.py"))
    models = {f"{file.stem}:{name}" for file in files for name in brute.models_in(str(file))}
    assert models == {twin.model for twin in (*TWINS, *LARGE)} | {
        live.model for live in LIVE if live.model
    }
