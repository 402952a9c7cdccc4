"""Measures one process from start to end: wall time, CPU time, peak memory, what it printed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes


@dataclass(frozen=True)
class Measurement:
    """Times in seconds, memory in bytes. `peak_rss` is never less than what this process had
    when it started the other one (see `smallest_peak`).
    """

    wall: float
    user: float
    system: float
    peak_rss: int
    exit_code: int
    timed_out: bool
    stdout: str
    stderr: str


def measure(command: Sequence[str], folder: Path, timeout: float) -> Measurement:
    """Runs a command in a folder; after `timeout` seconds it and its children are killed."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            start_new_session=True,
        )
        timed_out = threading.Event()

        def give_up() -> None:
            timed_out.set()
            os.killpg(process.pid, signal.SIGKILL)

        timer = threading.Timer(timeout, give_up)
        timer.start()
        try:
            # Not yet reaped, so that the timer cannot hit another process of the same number.
            os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
            wall = time.perf_counter() - started
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            timer.cancel()
            timer.join()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        return Measurement(
            wall=wall,
            user=usage.ru_utime,
            system=usage.ru_stime,
            peak_rss=usage.ru_maxrss * UNIT,
            exit_code=process.returncode,
            timed_out=timed_out.is_set(),
            stdout=_text(out),
            stderr=_text(err),
        )


def smallest_peak() -> int:
    """The peak that is measured for a process that needs almost nothing. Linux hands the peak of
    the starting process on to the started one, so that nothing below this value can be seen.
    """
    return measure(["true"], Path.cwd(), 10).peak_rss


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")
