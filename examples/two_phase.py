"""Two-phase commit: resource managers (RMs) agree, through a transaction manager (TM), to commit or
to abort.

Messages are never taken back: `msgs` is the set of everything ever sent, and receiving one twice
does no harm. A lost message is then simply one that nobody acts upon, and needs no action of its
own.

`TwoPhase` keeps its promise: no RM commits while another aborts. `ImpatientRM` breaks the one rule
that makes two-phase commit block: a prepared RM that grows tired of waiting aborts on its own, when
the TM may already have everyone's promise.
"""

from typing import Literal, Self

import fastcheck as fc


class RM(fc.Symmetric, default=3):
    """A resource manager."""


class TwoPhase(fc.Model):
    rm: dict[RM, Literal["working", "prepared", "committed", "aborted"]]
    tm: Literal["init", "committed", "aborted"]
    prepared: set[RM]  # the RMs whose promise reached the TM
    msgs: set[tuple[Literal["Prepared"], RM] | tuple[Literal["Commit", "Abort"]]]

    @fc.init
    def start(self) -> None:
        self.rm = {r: "working" for r in RM.all()}
        self.tm = "init"
        self.prepared = set()
        self.msgs = set()

    # The transaction manager.

    @fc.action
    def tm_commit(self) -> None:
        fc.require(self.tm == "init")
        fc.require(all(r in self.prepared for r in RM.all()))
        self.tm = "committed"
        self.msgs.add(("Commit",))

    @fc.action
    def tm_abort(self) -> None:
        fc.require(self.tm == "init")
        self.tm = "aborted"
        self.msgs.add(("Abort",))

    @fc.action
    def tm_receive_prepared(self, r: RM) -> None:
        fc.require(self.tm == "init")
        fc.require(("Prepared", r) in self.msgs)
        self.prepared.add(r)

    # A resource manager.

    @fc.action
    def rm_prepare(self, r: RM) -> None:
        fc.require(self.rm[r] == "working")
        self.rm[r] = "prepared"
        self.msgs.add(("Prepared", r))

    @fc.action
    def rm_choose_to_abort(self, r: RM) -> None:
        fc.require(self.rm[r] == "working")
        self.rm[r] = "aborted"

    @fc.action
    def rm_receive_commit(self, r: RM) -> None:
        fc.require(("Commit",) in self.msgs)
        self.rm[r] = "committed"

    @fc.action
    def rm_receive_abort(self, r: RM) -> None:
        fc.require(("Abort",) in self.msgs)
        self.rm[r] = "aborted"

    @fc.invariant
    def consistent(self) -> bool:
        return not {"committed", "aborted"} <= set(self.rm.values())

    @fc.step_property
    def decisions_are_final(self, after: Self) -> bool:
        decided = ("committed", "aborted")
        return all(after.rm[r] == self.rm[r] for r in RM.all() if self.rm[r] in decided)


class ImpatientRM(TwoPhase):
    """Broken: a prepared RM must not change its mind, however long it waits."""

    @fc.action
    def rm_time_out(self, r: RM) -> None:
        fc.require(self.rm[r] == "prepared")
        self.rm[r] = "aborted"
