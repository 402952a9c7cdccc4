"""A bounded queue between producers and consumers: one mutex, one condition variable, `wait` and
`notify`.

A thread that cannot go on waits, and tries again when it is notified. `BoundedQueue` notifies
everybody.

`NotifyOne` notifies a single waiting thread, which may be one that cannot use the news; with as
many threads as here, all of them end up waiting. `IfInsteadOfWhile` notifies everybody, but a
thread that wakes up goes on without looking again.
"""

import fastcheck as fc


class Producer(fc.Symmetric, default=2):
    """Puts items."""


class Consumer(fc.Symmetric, default=2):
    """Takes them."""


class BoundedQueue(fc.Model):
    CAPACITY: int = fc.const(1)

    queue: list[Producer]  # an item is known by who made it
    waiting: set[Producer | Consumer]

    @fc.init
    def start(self) -> None:
        self.queue = []
        self.waiting = set()

    @fc.action(fair="weak")
    def put(self, p: Producer) -> None:
        fc.require(p not in self.waiting)
        if self.may_put(p):
            self.queue.append(p)
            self.notify()
        else:
            self.waiting.add(p)

    @fc.action(fair="weak")
    def get(self, c: Consumer) -> None:
        fc.require(c not in self.waiting)
        if self.may_get(c):
            assert len(self.queue) > 0, "a consumer went on without an item"
            self.queue.pop(0)
            self.notify()
        else:
            self.waiting.add(c)

    def may_put(self, p: Producer) -> bool:
        return len(self.queue) < self.CAPACITY

    def may_get(self, c: Consumer) -> bool:
        return len(self.queue) > 0

    def notify(self) -> None:
        self.waiting = set()

    @fc.invariant
    def within_capacity(self) -> bool:
        return len(self.queue) <= self.CAPACITY

    @fc.predicate
    def empty(self) -> bool:
        return len(self.queue) == 0

    always_eventually_drained = fc.infinitely_often(empty)


class NotifyOne(BoundedQueue):
    """Broken: the one thread notified may be of the wrong kind."""

    def notify(self) -> None:
        if self.waiting:
            self.waiting.remove(fc.oneof(self.waiting))


class IfInsteadOfWhile(BoundedQueue):
    """Broken: a notified thread trusts that what it waited for is still there."""

    woken: set[Producer | Consumer]

    @fc.init
    def start(self) -> None:
        super().start()
        self.woken = set()

    def notify(self) -> None:
        for thread in self.waiting:
            self.woken.add(thread)
        self.waiting = set()

    def may_put(self, p: Producer) -> bool:
        if p in self.woken:
            self.woken.remove(p)
            return True
        return super().may_put(p)

    def may_get(self, c: Consumer) -> bool:
        if c in self.woken:
            self.woken.remove(c)
            return True
        return super().may_get(c)
