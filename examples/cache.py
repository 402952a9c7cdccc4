"""A cache is a bet against reality: four policies, and how each of them loses.

One key, a database, and nodes that each keep a copy. A miss is filled in two steps, a read of the
database and the landing of what was read, and between the two the database may change.

- `TimeToLive`: a copy is dropped when it is older than TTL, so what it serves was out of date for
  at most TTL ticks. `AgeFromLanding` starts the clock when the copy lands instead of when it was
  read.
- `Invalidation`: a write tells every node. `StaleFill` forgets that a fill may be on its way while
  the message arrives.
- `WriteThrough`: a write reaches the database before the cache. `CacheFirst` has it the other way
  round.
- `WriteBack`: a write stays in the cache until it is flushed. `EvictDirty` makes room without
  flushing.
"""

from dataclasses import dataclass, replace

import fastcheck as fc


class Node(fc.Symmetric, default=2):
    """A machine with a cache."""


@dataclass(frozen=True)
class Aged:
    """A copy: ticks since it was read (as the cache counts) and since it went out of date (the
    truth).
    """

    version: int
    age: int
    outdated: int


class TimeToLive(fc.Model):
    TTL: int = fc.const(2)
    WRITES: int = fc.const(2)

    db: int  # version
    cache: dict[Node, Aged | None]
    fill: dict[Node, Aged | None]  # read, but not landed

    @fc.init
    def start(self) -> None:
        self.db = 0
        self.cache = {n: None for n in Node.all()}
        self.fill = {n: None for n in Node.all()}

    @fc.action
    def write(self) -> None:
        fc.require(self.db < self.WRITES)
        self.db += 1

    @fc.action
    def read(self, n: Node) -> None:
        fc.require(self.cache[n] is None and self.fill[n] is None)
        self.fill[n] = Aged(self.db, 0, 0)

    @fc.action
    def land(self, n: Node) -> None:
        copy = self.fill[n]
        fc.require(copy is not None)
        self.fill[n] = None
        self.cache[n] = self.landed(copy)

    def landed(self, copy: Aged) -> Aged | None:
        return copy if copy.age <= self.TTL else None

    def older(self, copy: Aged | None) -> Aged | None:
        """The same copy one tick later; nothing is counted further than one tick over the limit."""
        if copy is None:
            return None
        limit = self.TTL + 1
        outdated = copy.outdated + 1 if copy.version < self.db else 0
        return replace(copy, age=min(copy.age + 1, limit), outdated=min(outdated, limit))

    @fc.action
    def tick(self) -> None:
        for n in Node.all():
            self.fill[n] = self.older(self.fill[n])
            copy = self.older(self.cache[n])
            self.cache[n] = copy if copy is not None and copy.age <= self.TTL else None

    @fc.invariant
    def out_of_date_for_at_most_ttl(self) -> bool:
        copies = [self.cache[n] for n in Node.all()]
        return all(copy is None or copy.outdated <= self.TTL for copy in copies)


class AgeFromLanding(TimeToLive):
    """Broken: a slow read lands as if it were fresh."""

    def landed(self, copy: Aged) -> Aged | None:
        return replace(copy, age=0)


class Invalidation(fc.Model):
    WRITES: int = fc.const(2)

    db: int
    cache: dict[Node, int | None]
    fill: dict[Node, int | None]
    known: dict[Node, int]  # the latest version that a message told the node of
    messages: dict[Node, list[int]]

    @fc.init
    def start(self) -> None:
        self.db = 0
        self.cache = {n: None for n in Node.all()}
        self.fill = {n: None for n in Node.all()}
        self.known = {n: 0 for n in Node.all()}
        self.messages = {n: [] for n in Node.all()}

    @fc.action
    def write(self) -> None:
        fc.require(self.db < self.WRITES)
        self.db += 1
        for n in Node.all():
            self.messages[n].append(self.db)

    @fc.action
    def read(self, n: Node) -> None:
        fc.require(self.cache[n] is None and self.fill[n] is None)
        self.fill[n] = self.db

    @fc.action(fair="weak")
    def land(self, n: Node) -> None:
        version = self.fill[n]
        fc.require(version is not None)
        self.fill[n] = None
        if self.lands(n, version):
            self.cache[n] = version

    def lands(self, n: Node, version: int) -> bool:
        """A fill that is older than what the node was told since is thrown away."""
        return version >= self.known[n]

    @fc.action(fair="weak")
    def invalidate(self, n: Node) -> None:
        fc.require(len(self.messages[n]) > 0)
        version = self.messages[n].pop(0)
        self.known[n] = version
        copy = self.cache[n]
        if copy is not None and copy < version:
            self.cache[n] = None

    @fc.action
    def evict(self, n: Node) -> None:
        fc.require(self.cache[n] is not None)
        self.cache[n] = None

    @fc.invariant
    def told_means_current(self) -> bool:
        """A node with no message under way serves what the database holds."""
        return all(self.messages[n] or self.cache[n] in (None, self.db) for n in Node.all())

    @fc.predicate
    def all_current(self) -> bool:
        return all(self.cache[n] in (None, self.db) for n in Node.all())

    current_in_the_end = fc.stabilizes(all_current)


class StaleFill(Invalidation):
    """Broken: the message removes what is in the cache; what is about to land there lands."""

    def lands(self, n: Node, version: int) -> bool:
        return True


class WriteThrough(fc.Model):
    WRITES: int = fc.const(3)

    db: int
    cache: dict[Node, int | None]
    writing: dict[Node, int | None]  # a write of which one half is done

    @fc.init
    def start(self) -> None:
        self.db = 0
        self.cache = {n: None for n in Node.all()}
        self.writing = {n: None for n in Node.all()}

    @fc.action
    def read(self, n: Node) -> None:
        fc.require(self.cache[n] is None)
        self.cache[n] = self.db

    @fc.action
    def begin_write(self, n: Node) -> None:
        fc.require(self.db < self.WRITES)
        fc.require(all(self.writing[m] is None for m in Node.all()))
        self.writing[n] = self.db + 1
        self.first_half(n, self.db + 1)

    @fc.action
    def end_write(self, n: Node) -> None:
        version = self.writing[n]
        fc.require(version is not None)
        self.writing[n] = None
        self.second_half(n, version)

    def first_half(self, n: Node, version: int) -> None:
        self.db = version

    def second_half(self, n: Node, version: int) -> None:
        self.cache[n] = version

    @fc.action
    def crash(self, n: Node) -> None:
        """The node restarts: its cache is empty, and half a write stays half a write."""
        self.cache[n] = None
        self.writing[n] = None

    @fc.invariant
    def never_ahead_of_the_database(self) -> bool:
        copies = [self.cache[n] for n in Node.all()]
        return all(copy is None or copy <= self.db for copy in copies)


class CacheFirst(WriteThrough):
    """Broken: readers of this node see a version that the database may never hold."""

    def first_half(self, n: Node, version: int) -> None:
        self.cache[n] = version

    def second_half(self, n: Node, version: int) -> None:
        self.db = version


class WriteBack(fc.Model):
    WRITES: int = fc.const(4)

    db: int
    cache: dict[Node, int | None]
    dirty: dict[Node, bool]
    written: int  # the latest version that a client was told is written

    @fc.init
    def start(self) -> None:
        self.db = self.written = 0
        self.cache = {n: None for n in Node.all()}
        self.dirty = {n: False for n in Node.all()}

    @fc.action
    def read(self, n: Node) -> None:
        fc.require(self.cache[n] is None)
        self.cache[n] = self.db

    @fc.action
    def write(self, n: Node) -> None:
        """One owner at a time: no other node holds a version that is not flushed."""
        fc.require(self.written < self.WRITES)
        fc.require(not any(self.dirty[m] for m in Node.all() if m != n))
        self.written += 1
        self.cache[n] = self.written
        self.dirty[n] = True

    @fc.action
    def flush(self, n: Node) -> None:
        version = self.cache[n]
        fc.require(self.dirty[n] and version is not None)
        self.db = version
        self.dirty[n] = False

    @fc.action
    def evict(self, n: Node) -> None:
        fc.require(self.cache[n] is not None)
        fc.require(self.may_evict(n))
        self.cache[n] = None
        self.dirty[n] = False

    def may_evict(self, n: Node) -> bool:
        return not self.dirty[n]

    @fc.invariant
    def no_write_is_lost(self) -> bool:
        return self.db == self.written or any(
            self.dirty[n] and self.cache[n] == self.written for n in Node.all()
        )


class EvictDirty(WriteBack):
    """Broken: a full cache drops the entry that was used least, flushed or not."""

    def may_evict(self, n: Node) -> bool:
        return True
