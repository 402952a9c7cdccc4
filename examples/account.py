"""One bank account, several clients that withdraw at the same time.

`Account` tests and subtracts in one step. `CheckThenAct` tests first and subtracts later: the
balance becomes negative. `LostUpdate` reads the balance and later writes back what it read less the
amount: the balance stays above zero, but money is paid out that never left the account. One
invariant would have missed one of the two.
"""

from typing import Annotated

import fastcheck as fc

Amount = Annotated[int, fc.Range(1, 3)]


class Client(fc.Symmetric, default=2):
    """Somebody with a card."""


class Account(fc.Model):
    START: int = fc.const(5)

    balance: int
    paid: int  # handed out so far

    @fc.init
    def open(self) -> None:
        self.balance = self.START
        self.paid = 0

    @fc.action
    def withdraw(self, c: Client, amount: Amount) -> None:
        fc.require(amount <= self.balance)
        self.balance -= amount
        self.paid += amount

    @fc.terminal
    def empty(self) -> bool:
        return self.balance == 0

    @fc.invariant
    def not_overdrawn(self) -> bool:
        return self.balance >= 0

    @fc.invariant
    def nothing_from_nothing(self) -> bool:
        return self.balance + self.paid == self.START


class CheckThenAct(Account):
    """Broken: the test and the withdrawal are two steps."""

    approved: dict[Client, int]  # amount approved but not yet paid, 0 for none

    @fc.init
    def open(self) -> None:
        super().open()
        self.approved = {c: 0 for c in Client.all()}

    @fc.action
    def withdraw(self, c: Client, amount: Amount) -> None:
        fc.require(self.approved[c] == 0 and amount <= self.balance)
        self.approved[c] = amount

    @fc.action
    def pay(self, c: Client) -> None:
        fc.require(self.approved[c] > 0)
        self.balance -= self.approved[c]
        self.paid += self.approved[c]
        self.approved[c] = 0


class LostUpdate(Account):
    """Broken: writes back a balance that was read before somebody else wrote."""

    seen: dict[Client, int | None]

    @fc.init
    def open(self) -> None:
        super().open()
        self.seen = {c: None for c in Client.all()}

    @fc.action
    def read(self, c: Client) -> None:
        fc.require(self.seen[c] is None)
        self.seen[c] = self.balance

    @fc.action
    def withdraw(self, c: Client, amount: Amount) -> None:
        seen = self.seen[c]
        fc.require(seen is not None and amount <= seen)
        self.balance = seen - amount
        self.paid += amount
        self.seen[c] = None
