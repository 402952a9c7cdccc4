"""Sessions as text: a table for the terminal, and the one in README.md."""

from __future__ import annotations

from pathlib import Path

from .results import Row, Session

BEGIN = "<!-- table: begin -->"
END = "<!-- table: end -->"
HEADINGS = ("", "wall s", "CPU s", "peak MB", "bytes/state", "time, floor = 1", "speed, TLC = 1")


def terminal(session: Session) -> str:
    """Columns of equal width, one block per benchmark."""
    lines = []
    for title, rows in _blocks(session):
        table = [HEADINGS, *(cells(row) for row in rows)]
        widths = [max(len(line[i]) for line in table) for i in range(len(HEADINGS))]
        lines.append(title)
        for line in table:
            numbers = [cell.rjust(width) for cell, width in zip(line, widths, strict=True)][1:]
            lines.append("  ".join([f"  {line[0]:{widths[0]}}", *numbers]))
        lines.append("")
    return "\n".join(lines).rstrip()


def markdown(session: Session, source: str) -> str:
    """What stands between the markers of README.md; `source` names the file of raw numbers."""
    machine, commit = session.machine, session.commit
    gigabytes = int(machine["memory_bytes"]) / 2**30
    known = str(commit["id"])[:12] if commit["id"] else "unknown"
    changed = " with changes" if commit["changed"] else ""
    versions = ", ".join(f"{name} {text}" for name, text in session.versions.items() if text)
    lines = [
        f"{session.started[:10]}, {machine['cpu']}, {machine['cores']} cores, {gigabytes:.0f} GiB, "
        f"{machine['system']}; commit {known}{changed}; {versions}; medians of at most "
        f"{session.rounds} runs; raw numbers in `{source}`.",
        "",
        "| " + " | ".join(HEADINGS) + " |",
        "|---" + "|---:" * (len(HEADINGS) - 1) + "|",
    ]
    for title, rows in _blocks(session):
        lines.append("| " + " | ".join([f"**{title}**", *[""] * (len(HEADINGS) - 1)]) + " |")
        lines += ["| " + " | ".join(cells(row)) + " |" for row in rows]
    lines += [
        f"\nFailed: {failure.benchmark}, {failure.engine}: {failure.message}"
        for failure in session.failures
    ]
    return "\n".join(lines)


def insert(readme: Path, text: str) -> None:
    """Replaces what stands between the markers; `ValueError` if they are not there."""
    content = readme.read_text(encoding="utf-8")
    before, begin, rest = content.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{readme}: no lines {BEGIN} and {END}")
    readme.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


def cells(row: Row) -> tuple[str, ...]:
    """One line of a table."""
    return (
        row.engine,
        f"{row.wall_median:.2f}",
        f"{row.cpu_median:.2f}",
        "" if row.peak_memory is None else f"{row.peak_memory / 1e6:.0f}",
        "" if row.bytes_per_state is None else f"{row.bytes_per_state:.1f}",
        _factor(row.wall_over_floor),
        _factor(row.tlc_over_wall),
    )


def _factor(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.1f}" if value < 100 else f"{value:.0f}"


def _blocks(session: Session) -> list[tuple[str, list[Row]]]:
    rows = session.summary()
    return [
        (title, [row for row in rows if row.benchmark == name])
        for name, title in session.titles.items()
        if any(row.benchmark == name for row in rows)
    ]
