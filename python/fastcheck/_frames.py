"""How a model instance reaches its state: through the frame it is bound to.

Code of a model runs on an instance bound to a frame. ``self.x`` is ``frame.read("x")`` and ``self.x
= v`` is ``frame.assign("x", v)``; what the frame does with it is its own business. The tracked
frame of the engine is in ``_system``, one over plain containers serves tests.
"""

from __future__ import annotations

from typing import Any, NoReturn, Protocol, TypeVar

from .errors import NotRunning, StateRead

M = TypeVar("M")


class Frame(Protocol):
    """The state that one run of a method sees."""

    def read(self, name: str) -> object:
        """The value of a state variable, or a view of it."""
        ...

    def assign(self, name: str, value: object) -> None:
        """Gives a state variable a value; it is copied."""
        ...


class ConstantFrame:
    """A frame without state: where only constants and sorts are known."""

    def __init__(self, what: str) -> None:
        self._what = what

    def read(self, name: str) -> NoReturn:
        """Refused."""
        raise StateRead(
            f"{self._what} reads state variable {name}",
            hint="it is evaluated once per check, from constants alone",
        )

    def assign(self, name: str, value: object) -> NoReturn:
        """Refused."""
        raise StateRead(
            f"{self._what} assigns state variable {name}", hint="it is evaluated once per check"
        )


class Variable:
    """The descriptor of a state variable."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type) -> Any:
        if instance is None:
            return self
        name = self.name
        return (instance.__dict__.get("_frame") or frame_of(instance, name)).read(name)

    def __set__(self, instance: Any, value: object) -> None:
        frame_of(instance, self.name).assign(self.name, value)

    def __repr__(self) -> str:
        return f"<state variable {self.name}>"


def bind(model: type[M], frame: Frame) -> M:
    """An instance of ``model`` whose state is that of ``frame``. ``__init__`` is not run."""
    instance = object.__new__(model)
    object.__setattr__(instance, "_frame", frame)
    return instance


def frame_of(instance: object, name: str) -> Frame:
    """The frame of an instance; FC0407 if it has none."""
    frame: Frame | None = getattr(instance, "_frame", None)
    if frame is None:
        raise NotRunning(
            f"{type(instance).__name__} has no state outside a check: {name} was used",
            hint="models are not instantiated; call fastcheck.check on the class",
        )
    return frame
