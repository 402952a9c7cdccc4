"""What a result depends on: the machine (without its name), the commit, the versions."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from .definitions import REPOSITORY


def machine() -> dict[str, str | int]:
    """Processor, cores, memory and system."""
    return {
        "cpu": _cpu(),
        "cores": len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else (os.cpu_count() or 0),
        "memory_bytes": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "system": f"{platform.system()} {_release()} {platform.machine()}",
        "python": platform.python_version(),
    }


def slug(facts: dict[str, str | int]) -> str:
    """A name for files: the processor and the number of cores."""
    words = re.sub(r"\((?:R|TM)\)|\bCPU\b|@.*", " ", str(facts["cpu"])).lower()
    name = re.sub(r"[^a-z0-9]+", "-", words).strip("-") or "unknown"
    return f"{name}-{facts['cores']}-cores"


def commit() -> dict[str, str | bool | None]:
    """The commit checked out, and whether sources differ from it; None outside a repository."""
    head = said(["git", "rev-parse", "HEAD"])
    changed = said(["git", "status", "--porcelain", "--untracked-files=no"])
    return {"id": head, "changed": None if changed is None else bool(changed)}


def said(command: Sequence[str]) -> str | None:
    """What a command prints, None if it fails or is not there."""
    try:
        done = subprocess.run(
            command, cwd=REPOSITORY, capture_output=True, text=True, timeout=60, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()


def _release() -> str:
    """Version and patch of the kernel, without the name of a build."""
    found = re.match(r"\d+(\.\d+)*", platform.release())
    return found[0] if found else platform.release()


def _cpu() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return said(["sysctl", "-n", "machdep.cpu.brand_string"]) or platform.machine()
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found[1].strip() if found else platform.machine()
