"""An agent moves files: copy, verify, delete. A crash may come between any two steps, and it
empties the page cache.

What must hold: of every file there is a whole copy somewhere, always. `DeleteUnverified` deletes as
soon as the copy command returned; `NoSync` verifies, but it verifies what is in memory: the copy
reads well, the source is deleted, the power fails.
"""

from typing import Literal

import fastcheck as fc


class File(fc.Symmetric, default=2):
    """One of the files to move."""


class FileMove(fc.Model):
    source: dict[File, bool]
    # A copy in the page cache reads as well as one on disk, until the machine stops.
    target: dict[File, Literal["absent", "partial", "cached", "on disk"]]
    pc: dict[File, Literal["idle", "copying", "copied", "verified", "moved"]]

    @fc.init
    def start(self) -> None:
        self.source = {f: True for f in File.all()}
        self.target = {f: "absent" for f in File.all()}
        self.pc = {f: "idle" for f in File.all()}

    @fc.action
    def begin(self, f: File) -> None:
        """Starts, or starts over: what a crash left of the target is overwritten."""
        fc.require(self.pc[f] == "idle")
        fc.require(self.source[f])
        self.target[f] = "partial"
        self.pc[f] = "copying"

    @fc.action
    def finish_copy(self, f: File) -> None:
        """The copy command returns; a short write may have left the target incomplete."""
        fc.require(self.pc[f] == "copying")
        self.target[f] = fc.oneof(("cached", "partial"))
        self.pc[f] = "copied"

    @fc.action
    def write_back(self, f: File) -> None:
        """The operating system writes the page cache to disk when it pleases, or when asked."""
        fc.require(self.target[f] == "cached")
        self.target[f] = "on disk"

    @fc.action
    def verify(self, f: File) -> None:
        fc.require(self.pc[f] == "copied")
        self.pc[f] = "verified" if self.passes(self.target[f]) else "idle"

    def passes(self, target: str) -> bool:
        """Flushes and compares what is on disk; the flush itself is `write_back`."""
        fc.require(target != "cached")
        return target == "on disk"

    @fc.action
    def delete(self, f: File) -> None:
        fc.require(self.pc[f] == "verified")
        self.source[f] = False
        self.pc[f] = "moved"

    @fc.action
    def crash(self) -> None:
        """The machine restarts: programs and page cache are gone, files are what is on disk."""
        for f in File.all():
            if self.target[f] == "cached":
                self.target[f] = "partial"
            if self.pc[f] != "moved":
                self.pc[f] = "idle"

    @fc.invariant
    def never_zero_copies(self) -> bool:
        return all(self.source[f] or self.target[f] in ("cached", "on disk") for f in File.all())


class DeleteUnverified(FileMove):
    """Broken: the command returned, so it must have worked."""

    @fc.action
    def delete(self, f: File) -> None:
        fc.require(self.pc[f] == "copied")
        self.source[f] = False
        self.pc[f] = "moved"


class NoSync(FileMove):
    """Broken: compares what it reads back, and reads it from the page cache."""

    def passes(self, target: str) -> bool:
        return target in ("cached", "on disk")
