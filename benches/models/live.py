"""Models of the examples with fairness and a temporal property, to see what recording costs: the
same states as without.
"""

import importlib
import sys
from pathlib import Path
from typing import Any

import fastcheck as fc

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "examples"))

two_phase: Any = importlib.import_module("two_phase")
lamport_mutex: Any = importlib.import_module("lamport_mutex")
paxos_commit: Any = importlib.import_module("paxos_commit")
raft_election: Any = importlib.import_module("raft_election")


class TwoPhase(two_phase.TwoPhase):
    """Whoever is prepared learns the outcome: it does not, since the TM may wait for ever."""

    @fc.action(fair="weak")
    def tm_receive_prepared(self, r: two_phase.RM) -> None:
        """As before, and fair."""
        super().tm_receive_prepared(r)

    @fc.action(fair="weak")
    def rm_receive_commit(self, r: two_phase.RM) -> None:
        """As before, and fair."""
        super().rm_receive_commit(r)

    @fc.action(fair="weak")
    def rm_receive_abort(self, r: two_phase.RM) -> None:
        """As before, and fair."""
        super().rm_receive_abort(r)

    @fc.predicate
    def is_prepared(self, r: two_phase.RM) -> bool:
        """It waits for the outcome."""
        return self.rm[r] == "prepared"

    @fc.predicate
    def is_decided(self, r: two_phase.RM) -> bool:
        """It knows the outcome."""
        return self.rm[r] in ("committed", "aborted")

    learns = fc.leads_to(is_prepared, is_decided)


class LamportMutex(lamport_mutex.LamportMutex):
    """Whoever asks gets in, within what the constraint leaves."""

    @fc.action(fair="weak", p=lambda self: self.processes())
    def enter(self, p: int) -> None:
        """As before, and fair."""
        super().enter(p)

    @fc.action(fair="weak", p=lambda self: self.processes())
    def leave(self, p: int) -> None:
        """As before, and fair."""
        super().leave(p)

    @fc.predicate(p=lambda self: self.processes())
    def asks(self, p: int) -> bool:
        """It has a request."""
        return self.req[p][p] > 0

    @fc.predicate(p=lambda self: self.processes())
    def is_inside(self, p: int) -> bool:
        """It is in its critical section."""
        return p in self.crit

    gets_in = fc.leads_to(asks, is_inside)


class PaxosCommit(paxos_commit.PaxosCommit):
    """The RMs learn what is decided."""

    hears = fc.fairness(
        paxos_commit.PaxosCommit.rm_receive_commit, paxos_commit.PaxosCommit.rm_receive_abort
    )
    votes = fc.fairness(paxos_commit.PaxosCommit.phase1b, paxos_commit.PaxosCommit.phase2b)

    @fc.predicate
    def is_announced(self) -> bool:
        """The outcome is on its way."""
        return any(paxos_commit.Outcome(kind) in self.msgs for kind in ("commit", "abort"))

    @fc.predicate
    def all_know(self) -> bool:
        """Every RM knows it."""
        return all(self.rm[r] in ("committed", "aborted") for r in paxos_commit.RM.all())

    spreads = fc.leads_to(is_announced, all_know)


class RaftElection(raft_election.RaftElection):
    """A term that began has a leader: it need not."""

    counts = fc.fairness(
        raft_election.RaftElection.count_vote, raft_election.RaftElection.become_leader
    )

    @fc.predicate
    def somebody_stands(self) -> bool:
        """There is a candidate."""
        return "candidate" in self.role.values()

    @fc.predicate
    def somebody_leads(self) -> bool:
        """There is a leader."""
        return "leader" in self.role.values()

    elects = fc.leads_to(somebody_stands, somebody_leads)
