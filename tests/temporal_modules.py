"""Random small TLA+ modules with fairness and one temporal property each.

``module(number)`` is a function of the number alone, with a generator of its own, so that
recorded answers of TLC stay those of the same texts. ``tests/python/test_temporal_modules.py``
compares. To record answers anew::

    python tests/temporal_modules.py FIRST LAST --tlc "java -cp tla2tools.jar tlc2.TLC"
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shlex
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
MASK = 2**64 - 1
RECORDED = Path(__file__).with_suffix(".json")
VARIABLES = ("x", "y", "f")
SUBSCRIPTS = ("vars", "vars", "vars", "x", "y", "f", "<<x, y>>", "<<f, y>>", "low", "pair")

INNER = """\
---- MODULE Abstract ----
VARIABLE z
Turn == z' = (z + 1) % 2
Abstract == z = 0 /\\ [][Turn]_z{fairness}
====
A == INSTANCE Abstract WITH z <- {image}
"""


class Rng:
    """SplitMix64: the same numbers on every version of Python."""

    def __init__(self, seed: int) -> None:
        self.state = seed * 0x9E3779B97F4A7C15 & MASK

    def below(self, bound: int) -> int:
        self.state = self.state + 0x9E3779B97F4A7C15 & MASK
        z = self.state
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
        z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
        return (z ^ z >> 31) % bound

    def pick(self, options: Sequence[T]) -> T:
        return options[self.below(len(options))]

    def chance(self, percent: int) -> bool:
        return self.below(100) < percent


class Module:
    """One module: ``text`` and ``config``."""

    def __init__(self, number: int) -> None:
        self.rng = Rng(number)
        self.size = self.rng.pick((2, 3, 3, 4))
        self.plain = ["A1", "A2"][: self.rng.pick((1, 2, 2))]
        self.indexed = ["B1", "B2"][: self.rng.pick((0, 1, 1, 2))]
        self.refines = self.rng.chance(12)
        definitions = [self.action(name, None) for name in self.plain]
        definitions += [self.action(f"{name}(p)", "p") for name in self.indexed]
        parts = [*self.plain, *(f"(\\E p \\in P : {name}(p))" for name in self.indexed)]
        lines = [
            f"---- MODULE M{number} ----",
            "EXTENDS Naturals",
            "VARIABLES x, y, f",
            "vars == <<x, y, f>>",
            "P == {1, 2}",
            "low == x % 2",
            "pair == <<low, y>>",
            self.initial(),
            *definitions,
            "Next == " + " \\/ ".join(parts),
            *(self.inner() if self.refines else []),
            "Spec == Init /\\ [][Next]_vars" + self.assumptions(),
            "Limit == " + self.state(1),
            "Property == " + self.property(),
            "====",
        ]
        self.name = f"M{number}"
        self.text = "\n".join(lines) + "\n"
        constraint = "CONSTRAINT Limit\n" if self.rng.chance(6) else ""
        self.config = f"SPECIFICATION Spec\nPROPERTY Property\n{constraint}CHECK_DEADLOCK FALSE\n"

    # Behaviours.

    def initial(self) -> str:
        x = self.rng.pick(("x = 0", "x = 0", "x \\in {0, 1}", f"x = {self.size - 1}"))
        y = self.rng.pick(("y = FALSE", "y = FALSE", "y \\in BOOLEAN"))
        f = self.rng.pick(("f = [p \\in P |-> 0]", "f = <<0, 1>>", "f \\in [P -> {0, 1}]"))
        return f"Init == {x} /\\ {y} /\\ {f}"

    def action(self, head: str, index: str | None) -> str:
        moved = [variable for variable in VARIABLES if self.rng.chance(45)]
        if index and "f" not in moved:
            moved.append("f")
        moved = moved or ["x"]
        parts = [f"({self.guard(index)})"] if self.rng.chance(60) else []
        parts += [f"({self.update(variable, index)})" for variable in moved]
        left = [variable for variable in VARIABLES if variable not in moved]
        parts += [f"UNCHANGED <<{', '.join(left)}>>"] if left else []
        return f"{head} == " + " /\\ ".join(parts)

    def guard(self, index: str | None) -> str:
        if index and self.rng.chance(60):
            return f"f[{index}] {self.rng.pick('=#')} {self.rng.below(3)}"
        return self.simple()

    def update(self, variable: str, index: str | None) -> str:
        rng, size = self.rng, self.size
        number, test = rng.below(size), self.simple()
        at = index or rng.pick("12")
        options = {
            "x": (
                f"x' = (x + 1) % {size}",
                f"x' = (x + 1) % {size}",
                f"x' = {number}",
                f"x' \\in {{x, {number}}}",
                f"x' \\in 0..{number}",
                f"x' = IF {test} THEN {number} ELSE x",
                f"x' = f[{at}]" if size > 2 else "x' = 1 - x",
            ),
            "y": ("y' = ~y", "y' = ~y", "y' \\in BOOLEAN", f"y' = ({test})", "y' = TRUE"),
            "f": (
                f"f' = [f EXCEPT ![{at}] = (@ + 1) % 3]",
                f"f' = [f EXCEPT ![{at}] = 1 - (@ % 2)]",
                f"f' = [f EXCEPT ![{at}] = {rng.below(3)}]",
                f"\\E v \\in {{0, {rng.below(3)}}} : f' = [f EXCEPT ![{at}] = v]",
                f"f' = IF {test} THEN <<0, 0>> ELSE [f EXCEPT ![{at}] = 2]",
            ),
        }
        return rng.pick(options[variable])

    def inner(self) -> list[str]:
        fairness = self.rng.pick(("", " /\\ WF_z(Turn)", " /\\ SF_z(Turn)", " /\\ []<>(z = 1)"))
        image = self.rng.pick(("low", "low", "IF y THEN 1 ELSE 0", "f[1] % 2"))
        return [INNER.format(fairness=fairness, image=image).rstrip()]

    # Fairness.

    def assumptions(self) -> str:
        count = self.rng.pick((0, 1, 1, 2, 2, 3))
        return "".join(f" /\\ ({self.assumption()})" for _ in range(count))

    def assumption(self) -> str:
        rng = self.rng
        if rng.chance(12):
            return self.often(1)
        if self.indexed and rng.chance(35):
            members = rng.pick(("P", "P", "{1}", "{r \\in P : r > 1}"))
            return f"\\A q \\in {members} : {self.strength()}({rng.pick(self.indexed)}(q))"
        return f"{self.strength()}({self.step()})"

    def strength(self) -> str:
        return self.rng.pick(("WF_", "WF_", "SF_")) + self.rng.pick(SUBSCRIPTS)

    def step(self, index: str | None = None) -> str:
        """An action."""
        rng = self.rng
        options: list[Callable[[], str]] = [
            lambda: rng.pick(self.plain),
            lambda: rng.pick(self.plain),
            lambda: "Next",
            lambda: f"{rng.pick(self.plain)} /\\ x' # {rng.below(self.size)}",
            lambda: f"Next /\\ {self.state(0)}",
        ]
        if self.indexed:
            name = rng.pick(self.indexed)
            options += [lambda: f"\\E r \\in P : {name}(r)", lambda: f"{name}({index or 1})"]
        return rng.pick(options)()

    # Properties.

    def simple(self) -> str:
        rng = self.rng
        at = rng.pick("12")
        return rng.pick(
            (
                f"x = {rng.below(self.size)}",
                f"x > {rng.below(self.size)}",
                "y",
                f"f[{at}] = {rng.below(3)}",
                f"\\E w \\in P : f[w] = {rng.below(3)}",
                f"\\A w \\in P : f[w] # {rng.below(3)}",
            )
        )

    def atom(self) -> str:
        rng = self.rng
        if rng.chance(15):
            kind = rng.pick(("ENABLED ({})", f"ENABLED <<{{}}>>_{rng.pick(SUBSCRIPTS)}"))
            return kind.format(self.step())
        return f"({self.simple()})"

    def state(self, depth: int) -> str:
        """A state predicate."""
        if depth == 0 or self.rng.chance(50):
            return self.atom()
        left, right = self.state(depth - 1), self.state(depth - 1)
        form = self.rng.pick(("({} /\\ {})", "({} \\/ {})", "({} => {})", "(~{} /\\ {})"))
        return form.format(left, right)

    def often(self, depth: int) -> str:
        """Something about what happens again and again, or from some time on."""
        rng = self.rng
        subscript = rng.pick(SUBSCRIPTS)
        forms = (
            f"[]<>{self.state(depth)}",
            f"<>[]{self.state(depth)}",
            f"[]<><<{self.step()}>>_{subscript}",
            f"<>[][{self.step()}]_{subscript}",
            f"{self.strength()}({self.step()})",
        )
        return rng.pick(forms)

    def temporal(self, depth: int) -> str:
        """A temporal formula; deeper ones are combinations."""
        rng = self.rng
        if depth == 0:
            p, q = self.state(1), self.state(1)
            leaves = (
                f"<>{p}",
                f"{p} ~> {q}",
                f"{p} ~> {q}",
                f"[]({p} => <>{q})",
                f"[]({p} => <>[]{q})",
                f"<>({p} /\\ <>{q})",
                f"<>({p} /\\ []{q})",
                f"[]{p}",
                f"{p} ~> []{q}",
                f"<>{p} ~> {q}",
                p,
            )
            return f"({rng.pick(leaves)})" if rng.chance(55) else f"({self.often(1)})"
        left, right = self.temporal(depth - 1), self.temporal(depth - 1)
        form = rng.pick(("({} /\\ {})", "({} \\/ {})", "({} => {})", "({} <=> {})", "~{1}"))
        return form.format(left, right)

    def property(self) -> str:
        rng = self.rng
        if self.refines:
            return rng.pick(("A!Abstract", "A!Abstract", "A!Abstract /\\ []<>(low = 1)"))
        if self.indexed and rng.chance(12):
            name, c = rng.pick(self.indexed), rng.below(3)
            bodies = (
                f"(f[q] = {c}) ~> (f[q] # {c})",
                f"[]<>(f[q] = {c})",
                f"[]<><<{name}(q)>>_vars",
                f"<>[](f[q] # {c})",
                f"{self.strength()}({name}(q))",
                f"[]<>(f[q] = {c}) => []<><<{name}(q)>>_f",
            )
            quantifier = rng.pick(("\\A", "\\A", "\\E"))
            return f"{quantifier} q \\in P : {rng.pick(bodies)}"
        if rng.chance(6):
            return f"[][{self.step()}]_{rng.pick(SUBSCRIPTS)}"
        return self.temporal(rng.pick((0, 0, 0, 1, 1, 2)))


def digest(numbers: Sequence[int]) -> str:
    """A hash of the texts, so that answers are not compared with those of other texts."""
    modules = [Module(number) for number in numbers]
    texts = "".join(module.text + module.config for module in modules)
    return hashlib.sha256(texts.encode()).hexdigest()


def write(number: int, folder: Path) -> tuple[Path, Path]:
    """Writes a module and its configuration."""
    module = Module(number)
    spec, config = folder / f"{module.name}.tla", folder / f"{module.name}.cfg"
    spec.write_text(module.text)
    config.write_text(module.config)
    return spec, config


def counts(output: str) -> list[int]:
    """States generated and distinct states, where TLC got beyond the initial states."""
    found = re.findall(r"(\d+) states generated, (\d+) distinct", output)
    return [int(number) for number in found[-1]] if found else []


def answer(number: int, tlc: str, folder: Path) -> list[int] | None:
    """TLC's exit code and counts; nothing where it does not take the formula."""
    spec, _ = write(number, folder)
    command = [*shlex.split(tlc), "-workers", "1", "-noGenerateSpecTE", spec.name]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return None if run.returncode == 151 else [run.returncode, *counts(run.stdout)]


def record(answers: dict[int, list[int]], refused: int, file: Path = RECORDED) -> None:
    """Writes answers down, one line each."""
    head = {"sha256": digest(sorted(answers)), "refused by TLC": refused}
    lines = [f"{json.dumps(str(number))}: {answers[number]}" for number in sorted(answers)]
    start = json.dumps(head)[1:-1]
    file.write_text(f'{{{start}, "answers": {{\n' + ",\n".join(lines) + "\n}}\n")


def main() -> None:
    """Asks TLC about a range of modules, and records what it says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=int)
    parser.add_argument("last", type=int)
    parser.add_argument("--tlc", required=True, help="the command that starts TLC")
    options = parser.parse_args()
    numbers = range(options.first, options.last + 1)
    with tempfile.TemporaryDirectory() as folder:
        asked = {number: answer(number, options.tlc, Path(folder)) for number in numbers}
    answers = {number: said for number, said in asked.items() if said is not None}
    record(answers, len(asked) - len(answers))


if __name__ == "__main__":
    main()
