"""The alternating bit protocol: one reliable channel made of two that may lose messages.

Each value travels with one bit; the receiver acknowledges with the bit it saw last; the sender
repeats itself until its bit comes back, and only then flips it for the next value. Both channels
are bounded by a constraint. `sent` and `rcvd` hold the last value sent and received.

`NoBit` acknowledges without the bit: a late acknowledgement of the previous value passes for one of
the current value.
"""

from typing import Literal

import fastcheck as fc

Bit = Literal[0, 1]


class Data(fc.Symmetric, default=2):
    """A value to be transmitted."""


class AlternatingBit(fc.Model):
    CAPACITY: int = fc.const(2)

    messages: list[tuple[Bit, Data]]
    acks: list[Bit]
    s_bit: Bit  # bit of the value being sent
    s_ack: Bit  # last bit acknowledged; equal to s_bit when the sender is free
    r_bit: Bit  # last bit received
    sent: Data
    rcvd: Data

    @fc.init
    def start(self) -> None:
        self.messages, self.acks = [], []
        self.s_bit = self.s_ack = self.r_bit = fc.oneof((0, 1))
        self.sent = fc.oneof(Data.all())
        self.rcvd = fc.oneof(Data.all())

    @fc.action
    def send_new_value(self, d: Data) -> None:
        fc.require(self.s_ack == self.s_bit)
        self.s_bit = 1 - self.s_bit
        self.sent = d
        self.messages.append((self.s_bit, d))

    @fc.action(fair="weak")
    def resend(self) -> None:
        fc.require(self.s_ack != self.s_bit)
        self.messages.append((self.s_bit, self.sent))

    @fc.action(fair="strong")
    def receive_message(self) -> None:
        fc.require(len(self.messages) > 0)
        self.r_bit, self.rcvd = self.messages.pop(0)

    @fc.action(fair="weak")
    def send_ack(self) -> None:
        self.acks.append(self.r_bit)

    @fc.action(fair="strong")
    def receive_ack(self) -> None:
        fc.require(len(self.acks) > 0)
        self.s_ack = self.acks.pop(0)

    @fc.action
    def lose_message(self) -> None:
        del self.messages[fc.oneof(range(len(self.messages)))]

    @fc.action
    def lose_ack(self) -> None:
        del self.acks[fc.oneof(range(len(self.acks)))]

    @fc.constraint
    def channels_are_bounded(self) -> bool:
        return len(self.messages) <= self.CAPACITY and len(self.acks) <= self.CAPACITY

    @fc.invariant
    def acknowledged_means_received(self) -> bool:
        return self.s_ack != self.s_bit or self.r_bit == self.s_bit

    @fc.invariant
    def received_is_what_was_sent(self) -> bool:
        """While the sender still waits: a receiver that has its bit has its value."""
        return self.s_ack == self.s_bit or self.r_bit != self.s_bit or self.rcvd == self.sent


class Delivering(AlternatingBit):
    """What is repeated often enough arrives, whatever is lost."""

    @fc.predicate
    def under_way(self, d: Data) -> bool:
        return self.s_ack != self.s_bit and self.sent == d

    @fc.predicate
    def arrived(self, d: Data) -> bool:
        return self.s_ack == self.s_bit and self.rcvd == d

    sent_means_received = fc.leads_to(under_way, arrived)


class NoBit(AlternatingBit):
    """Broken: any acknowledgement will do."""

    @fc.action
    def receive_ack(self) -> None:
        fc.require(len(self.acks) > 0)
        self.acks.pop(0)
        self.s_ack = self.s_bit
