"""Raft's leader election: at most one leader per term.

A server that hears nothing starts a new term, votes for itself and asks for votes. A server votes
once per term, and its term and vote survive a restart, because it writes them to disk before it
answers. Messages may be lost, repeated and reordered: `msgs` is the set of everything ever sent.

`ForgetfulVoter` keeps its vote in memory only.
"""

from dataclasses import dataclass
from typing import Literal

import fastcheck as fc


class Server(fc.Symmetric, default=3):
    """A member of the cluster."""


@dataclass(frozen=True)
class RequestVote:
    """`candidate` asks for votes in `term`."""

    term: int
    candidate: Server
    kind: Literal["request"] = "request"


@dataclass(frozen=True)
class Vote:
    """`voter` votes for `candidate` in `term`."""

    term: int
    candidate: Server
    voter: Server
    kind: Literal["vote"] = "vote"


class RaftElection(fc.Model):
    TERMS: int = fc.const(2)

    term: dict[Server, int]
    vote: dict[Server, Server | None]  # in the current term
    role: dict[Server, Literal["follower", "candidate", "leader"]]
    votes: dict[Server, set[Server]]  # received in the current term
    msgs: set[RequestVote | Vote]
    elected: set[tuple[int, Server]]  # history: who became leader in which term

    @fc.init
    def start(self) -> None:
        self.term = {s: 0 for s in Server.all()}
        self.vote = {s: None for s in Server.all()}
        self.role = {s: "follower" for s in Server.all()}
        self.votes = {s: set() for s in Server.all()}
        self.msgs = set()
        self.elected = set()

    @fc.action
    def time_out(self, s: Server) -> None:
        fc.require(self.role[s] != "leader" and self.term[s] < self.TERMS)
        self.term[s] += 1
        self.role[s] = "candidate"
        self.vote[s] = s
        self.votes[s] = {s}
        self.msgs.add(RequestVote(self.term[s], s))

    @fc.action
    def become_leader(self, s: Server) -> None:
        fc.require(self.role[s] == "candidate")
        fc.require(2 * len(self.votes[s]) > len(Server.all()))
        self.role[s] = "leader"
        self.elected.add((self.term[s], s))

    @fc.action
    def restart(self, s: Server) -> None:
        self.role[s] = "follower"
        self.votes[s] = set()
        self.recover_vote(s)

    def recover_vote(self, s: Server) -> None:
        """The vote was on disk."""

    @fc.action(m=fc.members("msgs"))
    def learn_of_term(self, s: Server, m: RequestVote | Vote) -> None:
        fc.require(m.term > self.term[s])
        self.term[s] = m.term
        self.vote[s] = None
        self.role[s] = "follower"
        self.votes[s] = set()

    @fc.action(m=fc.members("msgs"))
    def grant_vote(self, s: Server, m: RequestVote) -> None:
        fc.require(m.kind == "request")
        fc.require(self.term[s] == m.term)
        fc.require(self.vote[s] is None)
        self.vote[s] = m.candidate
        self.msgs.add(Vote(m.term, m.candidate, s))

    @fc.action(m=fc.members("msgs"))
    def count_vote(self, s: Server, m: Vote) -> None:
        fc.require(m.kind == "vote" and m.candidate == s)
        fc.require(self.role[s] == "candidate" and self.term[s] == m.term)
        fc.require(m.voter not in self.votes[s])
        self.votes[s].add(m.voter)

    @fc.invariant
    def one_leader_per_term(self) -> bool:
        return all(
            len(self.elected.where(lambda e, t=t: e[0] == t)) <= 1 for t in range(1, self.TERMS + 1)
        )


class ForgetfulVoter(RaftElection):
    """Broken: a restarted server may vote twice in one term."""

    def recover_vote(self, s: Server) -> None:
        self.vote[s] = None
