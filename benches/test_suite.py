"""Tests of the runner: `python -m unittest discover benches`. They start no engine."""

from __future__ import annotations

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from suite import measure, tables
from suite.definitions import Definition, Expected, load, load_all
from suite.engines import Fastcheck, Floor, Stateright, Tlc, difference
from suite.measure import Measurement
from suite.results import Run, Session, read, save

DEFINITION = Definition("toy", "Toy", Expected(40, 20, 5, exit_code=12), "toy.py:Toy")


def printed(stdout: str, exit_code: int = 12) -> Measurement:
    """A process that printed something."""
    return Measurement(1.0, 0.5, 0.25, 1 << 20, exit_code, False, stdout, "")


def run(benchmark: str, engine: str, wall: float, peak: int | None, distinct: int = 10_000) -> Run:
    """A run; its CPU time is twice the wall time."""
    return Run(benchmark, engine, 1, wall, wall, wall, 0, peak, 1, distinct, 1, None, None)


def session(*runs: Run) -> Session:
    """A session with a baseline and one benchmark."""
    titles = {"start": "Start", "toy": "Toy"}
    facts: dict[str, str | int] = {"cpu": "C", "cores": 2, "memory_bytes": 2**30, "system": "S"}
    commit: dict[str, str | bool | None] = {"id": "abc", "changed": False}
    return Session("2026-01-02T03:04:05", facts, commit, {}, 1, 0, "start", titles, list(runs))


class Definitions(unittest.TestCase):
    """The files of `definitions/`."""

    def test_all_are_read_and_the_baseline_is_first(self) -> None:
        """There is something to measure, and a TLC or floor to compare most of it with."""
        found = load_all()
        self.assertGreater(len(found), 8)
        self.assertEqual([item.baseline for item in found].index(True), 0)
        self.assertGreater(sum(item.floor is not None for item in found), 3)

    def test_a_mistake_names_the_file(self) -> None:
        """A field that does not exist, a count that is missing."""
        counts = "[expected]\ngenerated = 1\ndistinct = 1\n"
        for text in (f'title = "T"\nmodel = "m"\n{counts}', f'titel = "T"\n{counts}depth = 1\n'):
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "wrong.toml"
                path.write_text(text)
                with self.assertRaisesRegex(ValueError, r"wrong\.toml"):
                    load(path)


class Counts(unittest.TestCase):
    """What engines print, and what is made of it."""

    def test_each_engine_is_read(self) -> None:
        """The same counts in the words of each."""
        stats = (
            '{"generated": 40, "distinct": 20, "depth": 5, "seconds": 1, "peak_memory_bytes": null}'
        )
        tlc = (
            "12 states generated, 9 distinct states found, 1 states left on queue.\n"
            "40 states generated, 20 distinct states found, 1 states left on queue.\n"
            "The depth of the complete state graph search is 5.\n"
        )
        for report in (
            Fastcheck((), 1).report(printed(f'{{"stats": {stats}}}')),
            Floor(Path()).report(printed(stats)),
            Tlc((), None).report(printed(tlc)),
        ):
            self.assertEqual((report.generated, report.distinct, report.depth), (40, 20, 5))
            self.assertIsNone(difference(DEFINITION, printed(""), report))

    def test_any_difference_is_one(self) -> None:
        """Each number, and the exit code, by itself."""
        template = (
            '{{"generated": {}, "distinct": {}, "depth": {}, "seconds": 1, "peak_memory_bytes": 1}}'
        )
        for numbers in ((41, 20, 5), (40, 21, 5), (40, 20, 4)):
            report = Floor(Path()).report(printed(template.format(*numbers)))
            self.assertIsNotNone(difference(DEFINITION, printed(""), report), numbers)
        report = Floor(Path()).report(printed(template.format(40, 20, 5)))
        self.assertIsNotNone(difference(DEFINITION, printed("", exit_code=0), report))

    def test_output_without_counts_is_an_error(self) -> None:
        """Also a partial one."""
        for engine in (Tlc((), None), Stateright(Path()), Floor(Path()), Fastcheck((), 1)):
            with self.assertRaises(ValueError):
                engine.report(printed("Checking. states=7, unique=5"))


class Measuring(unittest.TestCase):
    """Processes."""

    def test_time_memory_and_output(self) -> None:
        """A process that works for a while with 100 MB."""
        code = "import time; b = bytearray(100_000_000); print('x'); time.sleep(0.3); exit(3)"
        done = measure.measure([sys.executable, "-c", code], Path.cwd(), 60)
        self.assertEqual((done.exit_code, done.stdout, done.timed_out), (3, "x\n", False))
        self.assertGreater(done.wall, 0.3)
        self.assertLess(done.user + done.system, done.wall)
        self.assertGreater(done.peak_rss, 100_000_000)

    def test_a_timeout_ends_children_too(self) -> None:
        """Both the shell and what it waits for."""
        done = measure.measure(["sh", "-c", "sleep 60; true"], Path.cwd(), 0.2)
        self.assertTrue(done.timed_out)
        self.assertLess(done.wall, 10)


class Results(unittest.TestCase):
    """What follows from raw numbers."""

    def test_ratios_and_memory_per_state(self) -> None:
        """Medians over the floor's and TLC's of the same benchmark, less the start."""
        rows = session(
            run("start", "e", 1, 5_000_000),
            run("toy", "e", 8, 5_200_000),
            run("toy", "e", 90, 5_200_000),
            run("toy", "e", 10, 5_200_000),
            run("toy", "floor", 2, None),
            run("toy", "TLC, 1 worker", 50, 9),
        ).summary()
        row = rows[1]
        self.assertEqual((row.runs, row.wall_median, row.wall_min, row.cpu_median), (3, 10, 8, 20))
        self.assertEqual((row.wall_over_floor, row.tlc_over_wall), (5, 5))
        self.assertEqual(row.bytes_per_state, 20)
        self.assertIsNone(rows[0].wall_over_floor)
        self.assertIsNone(rows[2].bytes_per_state)

    def test_a_stored_session_comes_back(self) -> None:
        """With everything but what follows from the rest."""
        one = session(run("toy", "e", 8, 1), run("toy", "floor", 2, None))
        with tempfile.TemporaryDirectory() as folder:
            save(one, Path(folder) / "new" / "a.json")
            self.assertEqual(read(Path(folder) / "new" / "a.json"), one)

    def test_the_table_replaces_what_is_between_the_markers(self) -> None:
        """And nothing else."""
        text = tables.markdown(session(run("toy", "e", 8, 1)), "results/a.json")
        self.assertIn("| e | 8.00 | 16.00 |", text)
        with tempfile.TemporaryDirectory() as folder:
            readme = Path(folder) / "README.md"
            readme.write_text(f"before\n{tables.BEGIN}\nold\n{tables.END}\nafter\n")
            tables.insert(readme, text)
            found = readme.read_text()
            self.assertTrue(found.startswith(f"before\n{tables.BEGIN}\n"))
            self.assertTrue(found.endswith(f"\n{tables.END}\nafter\n"))
            self.assertNotIn("old", found)
            readme.write_text("no markers")
            with self.assertRaises(ValueError):
                tables.insert(readme, text)


if __name__ == "__main__":
    unittest.main()
