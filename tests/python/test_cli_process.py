"""The command as a process: pipes that break, output that is closed, terminals, speed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import canned

HERE = Path(__file__).parent
CODE = """
import canned
import fastcheck.check
canned.install(setattr, {reply})
from fastcheck.cli import main
main()
"""
SLOW = """
def slow(progress, stop):
    for second in range(4):
        progress(dict(generated=1000, distinct=500, left=9, depth=3, seconds=second / 2))
    return canned.answer(warnings=["careful"])
"""


def command(reply: str, *arguments: str, before: str = "") -> list[str]:
    code = "import canned" + before + CODE.format(reply=reply)
    return [sys.executable, "-c", code, *arguments]


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    path = os.pathsep.join([str(HERE), *filter(None, [os.environ.get("PYTHONPATH")])])
    return {**kept, "PYTHONPATH": path, "TERM": "xterm", **more}


@pytest.fixture
def model(tmp_path: Path) -> str:
    (tmp_path / "switch.py").write_text(canned.MODEL)
    return str(tmp_path / "switch.py")


def shell(line: str, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    """Runs the command as ``"$@"`` in a line of shell."""
    return subprocess.run(
        ["bash", "-c", line, "bash", *arguments],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


REPLIES = [("canned.answer()", 0), ("canned.violated()", 12), ("canned.answer('incomplete', 3)", 3)]


@pytest.mark.parametrize(("reply", "code"), REPLIES)
@pytest.mark.parametrize("form", [[], ["--json"]])
@pytest.mark.parametrize(
    "line", ['"$@" | head -c 0; exit ${PIPESTATUS[0]}', '"$@" >&-', '"$@" >&- 2>&-', '"$@"']
)
def test_lost_output_keeps_the_exit_code(
    model: str, reply: str, code: int, form: list[str], line: str
) -> None:
    done = shell(line, command(reply, "check", model, *form))
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize(("reply", "code"), [("canned.answer()", 153), ("canned.violated()", 12)])
def test_a_full_disk_is_never_ok(model: str, reply: str, code: int) -> None:
    done = shell('"$@" > /dev/full', command(reply, "check", model))
    assert done.returncode == code
    assert "could not be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_ascii_terminal_shows_everything(model: str) -> None:
    before = "\nreply = canned.violated(message='sn\\u00f6 \\u2603')\n"
    for form in ([], ["--json"]):
        done = subprocess.run(
            command("reply", "check", model, *form, before=before),
            env=environment(PYTHONIOENCODING="ascii"),
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 12
        assert done.stderr == b""
        if form:
            assert json.loads(done.stdout)["violation"]["message"] == "snö \u2603"
        else:
            assert b"sn\\xf6 \\u2603" in done.stdout


def on_terminal(arguments: list[str], **env: str) -> tuple[int, str, str]:
    """Exit code, what was written to stdout, and to stderr, both terminals."""
    pty = pytest.importorskip("pty")
    out, out_end = pty.openpty()
    err, err_end = pty.openpty()
    process = subprocess.Popen(arguments, env=environment(**env), stdout=out_end, stderr=err_end)
    os.close(out_end)
    os.close(err_end)
    texts = []
    for end in (err, out):
        chunks = []
        try:
            while chunk := os.read(end, 4096):
                chunks.append(chunk)
        except OSError:  # how Linux says that the other side is closed
            pass
        os.close(end)
        texts.append(b"".join(chunks).decode())
    return process.wait(timeout=60), texts[1], texts[0]


def test_progress_on_a_terminal(model: str) -> None:
    arguments = command("slow", "check", model, before=SLOW)
    code, out, err = on_terminal(arguments)
    assert code == 0
    assert "\x1b[" in out
    assert "1,000 generated" in err
    assert "0 s: " not in err
    assert "careful" in err


def test_no_progress_when_quiet_or_json(model: str) -> None:
    for form in ("--quiet", "--json"):
        code, _, err = on_terminal(command("slow", "check", model, form, before=SLOW))
        assert (code, err) == (0, "")


def test_no_color(model: str) -> None:
    for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        code, out, err = on_terminal(
            command("canned.answer(warnings=['x'])", "check", model), **env
        )
        assert code == 0
        assert "\x1b[" not in out + err
        assert "No error found" in out


def test_no_progress_without_a_terminal(model: str) -> None:
    done = shell('"$@"', command("slow", "check", model, before=SLOW))
    assert done.stderr == "warning: careful\n"


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="needs wait4")
def test_help_is_quick() -> None:
    """Under 150 ms of processor time, in the best of seven: what else runs here does not count."""

    def seconds() -> float:
        arguments = [sys.executable, "-m", "fastcheck", "--help"]
        nowhere = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
        child = os.posix_spawn(sys.executable, arguments, environment(), file_actions=nowhere)
        _, status, usage = os.wait4(child, 0)
        assert status == 0
        return usage.ru_utime + usage.ru_stime

    assert min(seconds() for _ in range(7)) < 0.15


@pytest.mark.parametrize("module", ["numpy", "rich", "pandas", "networkx", "fastcheck._native"])
def test_help_does_not_import(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "fastcheck", "check", "--help"],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "click" in imported
    assert module not in imported
