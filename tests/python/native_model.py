"""A description for the native module written by hand, for tests of the module alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from fastcheck._native import Access, Schema, StopToken, explore

Body = Callable[[Access], Any]


class Description:
    """Variables, initial values, and bodies that read and write cursors."""

    def __init__(self, variables: dict[str, Schema], init: Iterable[dict[str, Any]] | Body) -> None:
        self.variables = list(variables.items())
        self.questions: list[tuple[str, str, int, list[tuple[str, Any]], str]] = []
        self.actions: list[tuple[str, str]] = []
        self.members: dict[int, tuple[str, int]] = {}
        self.direct: set[int] = set()
        self.temporal: list[tuple[str, tuple[Any, ...]]] = []
        self.fairness: list[tuple[str, bool, list[int]]] = []
        self.kept: list[tuple[Any, ...]] = []
        self._bodies: list[Body] = []
        self._init = init

    def init(self, access: Access) -> None:
        if callable(self._init):
            self._init(access)
            return
        for state in self._init:
            access.begin()
            for index, (name, _) in enumerate(self.variables):
                access.root(index).store(state[name])
            access.successor()

    def answer(self, access: Access) -> bool | None:
        answer: bool | None = self._bodies[access.question](access)
        return answer

    def ask(self, kind: str, name: str, body: Body, *arguments: tuple[str, Any]) -> Description:
        """Adds a question; an action's body gets an access on which ``begin`` was called."""
        action = -1
        if kind == "action":
            if name not in [known for known, _ in self.actions]:
                self.actions.append((name, f"{name}.py:1"))
            action = [known for known, _ in self.actions].index(name)
        self.questions.append((kind, name, action, list(arguments), f"{name}.py:1"))
        self._bodies.append(body)
        return self

    def step(self, name: str, body: Body, *arguments: tuple[str, Any]) -> Description:
        """Adds an action with one successor, unless the body returns False."""

        def run(access: Access) -> None:
            access.begin()
            if body(access) is not False:
                access.successor()

        return self.ask("action", name, run, *arguments)


def run(description: Description, **options: Any) -> dict[str, Any]:
    """Explores without looking for deadlocks, unless told otherwise."""
    given = {"workers": 2, "deadlock": False, **options}
    progress = given.pop("progress", None)
    stop = given.pop("stop", None) or StopToken()
    return explore(description, given, progress, stop)


def integers(low: int | None = None, high: int | None = None) -> Schema:
    return Schema.integer(low, high, "int")


def counter(limit: int) -> Description:
    """One integer that counts from 0 to ``limit``: ``limit + 1`` states."""

    def tick(access: Access) -> bool | None:
        n = access.root(0).load()
        if n >= limit:
            return False
        access.root(0).store(n + 1)
        return None

    return Description({"n": integers()}, [{"n": 0}]).step("tick", tick)
