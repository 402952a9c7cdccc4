"""Paxos Commit (Gray and Lamport, "Consensus on transaction commit"): a commit protocol that does
not block.

Each resource manager's decision to prepare or to abort is one instance of Paxos, kept by the same
acceptors. Ballot 0 belongs to the RM itself; a leader that loses patience opens a later ballot and
asks a majority of acceptors what they know. The transaction commits once every instance has chosen
"prepared", and aborts once one has chosen "aborted".

How the model reads is also how fast it runs: a phase 1b or 2b action looks at one message at a time
(`fc.members`), first at the message and then at the one acceptor's record that matters; a leader
asks for the few messages of its ballot with `where`. None of them reads the whole of `msgs`.
"""

from dataclasses import dataclass
from itertools import combinations, product
from typing import Literal

import fastcheck as fc

Vote = Literal["prepared", "aborted"]


class RM(fc.Symmetric, default=2):
    """A resource manager: one instance of Paxos each."""


class Acceptor(fc.Symmetric, default=3):
    """An acceptor; any majority of them suffices."""


@dataclass(frozen=True)
class Phase1a:
    """A leader opens ballot `bal` in the instance of `ins`."""

    ins: RM
    bal: int
    kind: Literal["1a"] = "1a"


@dataclass(frozen=True)
class Phase1b:
    """`acc` joins ballot `mbal`, and last accepted `val` in ballot `bal` (-1: nothing yet)."""

    ins: RM
    mbal: int
    bal: int
    val: Literal["prepared", "aborted", "none"]
    acc: Acceptor
    kind: Literal["1b"] = "1b"


@dataclass(frozen=True)
class Phase2a:
    """Ballot `bal` proposes `val`."""

    ins: RM
    bal: int
    val: Vote
    kind: Literal["2a"] = "2a"


@dataclass(frozen=True)
class Phase2b:
    """`acc` accepts `val` in ballot `bal`."""

    ins: RM
    bal: int
    val: Vote
    acc: Acceptor
    kind: Literal["2b"] = "2b"


@dataclass(frozen=True)
class Outcome:
    """The leader announces the result."""

    kind: Literal["commit", "abort"]


def majorities() -> list[tuple[Acceptor, ...]]:
    """The smallest majorities; a larger one adds nothing."""
    acceptors = Acceptor.all()
    return list(combinations(acceptors, len(acceptors) // 2 + 1))


Proof = tuple[int, tuple[Acceptor, ...]]


class PaxosCommit(fc.Model):
    BALLOTS: int = fc.const(2)

    rm: dict[RM, Literal["working", "prepared", "committed", "aborted"]]
    # What an acceptor knows of an instance: the ballot it joined, and the last one in which it
    # accepted a value, and which.
    mbal: dict[RM, dict[Acceptor, int]]
    bal: dict[RM, dict[Acceptor, int]]
    val: dict[RM, dict[Acceptor, Literal["prepared", "aborted", "none"]]]
    msgs: set[Phase1a | Phase1b | Phase2a | Phase2b | Outcome]

    @fc.init
    def start(self) -> None:
        self.rm = {r: "working" for r in RM.all()}
        self.mbal = {r: {a: 0 for a in Acceptor.all()} for r in RM.all()}
        self.bal = {r: {a: -1 for a in Acceptor.all()} for r in RM.all()}
        self.val = {r: {a: "none" for a in Acceptor.all()} for r in RM.all()}
        self.msgs = set()

    # Resource managers.

    @fc.action
    def rm_prepare(self, r: RM) -> None:
        fc.require(self.rm[r] == "working")
        self.rm[r] = "prepared"
        self.msgs.add(Phase2a(r, 0, "prepared"))

    @fc.action
    def rm_choose_to_abort(self, r: RM) -> None:
        fc.require(self.rm[r] == "working")
        self.rm[r] = "aborted"
        self.msgs.add(Phase2a(r, 0, "aborted"))

    @fc.action
    def rm_receive_commit(self, r: RM) -> None:
        fc.require(Outcome("commit") in self.msgs)
        self.rm[r] = "committed"

    @fc.action
    def rm_receive_abort(self, r: RM) -> None:
        fc.require(Outcome("abort") in self.msgs)
        self.rm[r] = "aborted"

    # Leaders.

    @fc.action(b=lambda self: range(1, self.BALLOTS))
    def phase1a(self, b: int, r: RM) -> None:
        self.msgs.add(Phase1a(r, b))

    @fc.action(b=lambda self: range(1, self.BALLOTS), majority=lambda self: majorities())
    def phase2a(self, b: int, r: RM, majority: tuple[Acceptor, ...]) -> None:
        fc.require(len(self.msgs.where(kind="2a", ins=r, bal=b)) == 0)
        replies = []
        for a in majority:
            promise = self.msgs.where(kind="1b", ins=r, mbal=b, acc=a)
            fc.require(len(promise) > 0)
            replies.extend(promise)
        latest = max(replies, key=lambda m: m.bal)
        self.msgs.add(Phase2a(r, b, "aborted" if latest.bal == -1 else latest.val))

    def chosen(self, r: RM, val: Vote) -> list[Proof]:
        """Every proof that the instance of `r` has chosen `val`: a ballot and a majority that
        accepted it.
        """
        proofs: list[Proof] = []
        for b in range(self.BALLOTS):
            accepted = {a for a in Acceptor.all() if Phase2b(r, b, val, a) in self.msgs}
            proofs += [(b, majority) for majority in majorities() if accepted.issuperset(majority)]
        return proofs

    @fc.action(proof=lambda self: product(range(self.BALLOTS), majorities()))
    def decide_commit(self, proof: Proof) -> None:
        """With one proof for the first RM, and any for each of the others. An instance that looks
        for one proof of the first fails early and reads little.
        """
        first, *others = RM.all()
        b, majority = proof
        fc.require(all(Phase2b(first, b, "prepared", a) in self.msgs for a in majority))
        for r in others:
            fc.oneof(self.chosen(r, "prepared"))  # no proof for one RM: no decision
        self.msgs.add(Outcome("commit"))

    @fc.action
    def decide_abort(self, r: RM) -> None:
        fc.oneof(self.chosen(r, "aborted"))
        self.msgs.add(Outcome("abort"))

    # Acceptors.

    @fc.action(m=fc.members("msgs"))
    def phase1b(self, a: Acceptor, m: Phase1a) -> None:
        fc.require(m.kind == "1a")
        fc.require(self.mbal[m.ins][a] < m.bal)
        self.mbal[m.ins][a] = m.bal
        self.msgs.add(Phase1b(m.ins, m.bal, self.bal[m.ins][a], self.val[m.ins][a], a))

    @fc.action(m=fc.members("msgs"))
    def phase2b(self, a: Acceptor, m: Phase2a) -> None:
        fc.require(m.kind == "2a")
        fc.require(self.mbal[m.ins][a] <= m.bal)
        self.mbal[m.ins][a] = m.bal
        self.bal[m.ins][a] = m.bal
        self.val[m.ins][a] = m.val
        self.msgs.add(Phase2b(m.ins, m.bal, m.val, a))

    @fc.invariant
    def consistent(self) -> bool:
        return not {"committed", "aborted"} <= set(self.rm.values())

    @fc.invariant
    def one_outcome(self) -> bool:
        return not (Outcome("commit") in self.msgs and Outcome("abort") in self.msgs)


class DeafLeader(PaxosCommit):
    """Broken: a leader that proposes "aborted" without listening to what the majority already
    accepted.
    """

    @fc.action(b=lambda self: range(1, self.BALLOTS), majority=lambda self: majorities())
    def phase2a(self, b: int, r: RM, majority: tuple[Acceptor, ...]) -> None:
        fc.require(len(self.msgs.where(kind="2a", ins=r, bal=b)) == 0)
        for a in majority:
            fc.require(len(self.msgs.where(kind="1b", ins=r, mbal=b, acc=a)) > 0)
        self.msgs.add(Phase2a(r, b, "aborted"))
