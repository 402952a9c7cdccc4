"""When two predicates are the same: a key made of all that decides what a function does.

The engine remembers what a predicate answered, so functions with equal keys must answer alike. A
key covers the code, what it closes over, its defaults, the globals that it names and the class
attributes that it may look up, and so on through every function it can call. Where something can
change, or cannot be seen through, there is no key.
"""

from __future__ import annotations

import dis
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import fields
from enum import Enum
from functools import lru_cache
from types import (
    BuiltinFunctionType,
    CodeType,
    FunctionType,
    GetSetDescriptorType,
    MemberDescriptorType,
    MethodDescriptorType,
    MethodType,
    ModuleType,
    WrapperDescriptorType,
)
from typing import Any, NamedTuple

from ._frames import Variable
from ._view import Surface, plain
from .constants import Constant
from .decorators import MARK, Formula
from .sorts import FiniteSort

_SCALARS = {bool, int, str, float, bytes, range, type(None), type(...)}
_FIXED: tuple[type, ...] = (
    MemberDescriptorType,
    GetSetDescriptorType,
    MethodDescriptorType,
    WrapperDescriptorType,
    Variable,  # reading the state is found out when it happens
    Constant,
    Formula,
)
_OPAQUE = frozenset(
    [
        "globals",
        "locals",
        "vars",
        "eval",
        "exec",
        "compile",
        "getattr",
        "setattr",
        "delattr",
        "__import__",
        "open",
        "input",
    ]
)
"""Builtins with which a function reads what its code does not name."""
_LOADS = {"LOAD_GLOBAL", "LOAD_NAME"}
_LOOKUPS = {"LOAD_ATTR", "LOAD_METHOD", "LOAD_SUPER_ATTR", "LOAD_ZERO_SUPER_ATTR"}
_EFFECTS = {"STORE_GLOBAL", "DELETE_GLOBAL", "STORE_ATTR", "DELETE_ATTR", "IMPORT_NAME"}
_TOO_MANY = 64
"""A predicate that can call more functions than that has no key."""


class NoKey(Exception):
    """The function reads something that has no fixed value to compare by."""


class _Facts(NamedTuple):
    """What a code object and those in it name."""

    globals: tuple[str, ...]
    attributes: tuple[str, ...]
    changes: bool


@lru_cache(1024)
def _facts(code: CodeType) -> _Facts:
    loaded: dict[str, None] = {}
    looked_up: dict[str, None] = {}
    changes = False
    codes = [code]
    while codes:
        inner = codes.pop()
        codes += [item for item in inner.co_consts if isinstance(item, CodeType)]
        for step in dis.get_instructions(inner):
            if step.opname in _LOADS:
                loaded[step.argval] = None
            elif step.opname in _LOOKUPS:
                looked_up[step.argval] = None
            elif step.opname in ("STORE_DEREF", "DELETE_DEREF"):
                changes = changes or step.argval in inner.co_freevars
            changes = changes or step.opname in _EFFECTS
    return _Facts(tuple(loaded), tuple(looked_up), changes or not _OPAQUE.isdisjoint(loaded))


class Predicates:
    """What is known of the ``where`` predicates of one check.

    ``classes`` are those that its state variables are made of: predicates call their methods.
    """

    def __init__(self, classes: Iterable[type] = ()) -> None:
        self.impure: set[Any] = set()
        """Keys of predicates that were found to read the state."""
        self._methods: dict[str, list[Any]] = {}
        for cls in classes:
            for name in dict.fromkeys(name for base in cls.__mro__ for name in vars(base)):
                found = _attribute(cls, name)
                if found is not None and not isinstance(found, _FIXED):
                    self._methods.setdefault(name, []).append(found)

    def key(self, predicate: object, wanted: dict[str, Any]) -> Any:
        """The key of a predicate with these field values; None if there is none."""
        walk = _Walk()
        try:
            parts = [walk.key(predicate), walk.key(tuple(wanted.items()))]
            if walk.names:
                parts += walk.looked_up(self._methods)
        except (NoKey, TypeError):  # TypeError: something unhashable at the bottom
            return None
        return tuple(parts)


_PYTHON = sysconfig.get_paths()["stdlib"]


def _trusted(item: Any) -> bool:
    """Whether it comes with Python or fastcheck, and so does not change with the model."""
    name = item.__name__ if isinstance(item, ModuleType) else item.__module__ or ""
    root = name.partition(".")[0]
    if root == "fastcheck" or root in sys.builtin_module_names:
        return True
    # A file of a model may be called as a module of Python is.
    file = getattr(sys.modules.get(name), "__file__", None) or ""
    return root in sys.stdlib_module_names and file.startswith(_PYTHON)


def _attribute(owner: Any, name: str) -> Any:
    """What a module or class, not one of Python's own, holds under a name; None if nothing."""
    if isinstance(owner, ModuleType):
        return None if _trusted(owner) else vars(owner).get(name)
    for cls in owner.__mro__:
        if name in vars(cls):
            found = vars(cls)[name]
            fixed = issubclass(owner, Enum) and not isinstance(found, FunctionType | property)
            field = name in getattr(owner, "__dataclass_fields__", ())
            return None if fixed or field or _trusted(cls) else found
    return None


class _Walk:
    """Goes through everything that a predicate can reach, once."""

    def __init__(self) -> None:
        self.names: dict[str, None] = {}
        self._functions: dict[FunctionType, int] = {}
        self._owners: dict[Any, None] = {}

    def looked_up(self, methods: dict[str, list[Any]]) -> list[Any]:
        """Keys of what the names that were met stand for in the classes and modules met, and in
        the elements; which may be more functions, with more names.
        """
        keys: list[Any] = []
        done: set[tuple[Any, str]] = set()
        while True:
            pairs = [
                (owner, name)
                for owner in (None, *self._owners)
                for name in self.names
                if (owner, name) not in done
            ]
            if not pairs:
                return keys
            for owner, name in pairs:
                done.add((owner, name))
                known = methods.get(name, ()) if owner is None else [_attribute(owner, name)]
                keys += [(name, self.member(item)) for item in known if item is not None]

    def member(self, item: Any) -> Any:
        """The key of what a class or module holds."""
        if isinstance(item, staticmethod | classmethod):
            return self.key(item.__func__)
        if type(item) is property:
            return self.key(item.fget)
        if isinstance(item, _FIXED) or type(item).__name__ == "_tuplegetter":
            return id(item)
        return self.key(item)

    def key(self, value: Any) -> Any:
        """The key of a value; NoKey if it has none."""
        cls = type(value)
        if cls in _SCALARS:
            return (cls, repr(value) if cls is float else value)
        if cls is FunctionType:
            return self._function(value)
        if isinstance(value, Enum | FiniteSort):
            self._owners[cls] = None
            return (cls, value)
        if isinstance(value, type | ModuleType):
            self._owners[value] = None
            return value
        if cls is MethodType:
            return (self.key(value.__func__), self.key(value.__self__))
        if cls is BuiltinFunctionType:
            owner = value.__self__
            return (value.__name__, self.key(owner))
        return self._compound(value, cls)

    def _compound(self, value: Any, cls: Any) -> Any:
        from .model import Model

        if isinstance(value, Surface):
            return self.key(plain(value))
        if isinstance(value, Model):  # reads of the state are found out when they happen
            self._owners[cls] = None
            return cls
        if isinstance(value, frozenset):
            return (frozenset, frozenset(map(self.key, value)))
        if cls is tuple or (isinstance(value, tuple) and hasattr(cls, "_fields")):
            self._owners.update({} if cls is tuple else {cls: None})
            return (cls, *map(self.key, value))
        parameters = getattr(cls, "__dataclass_params__", None)
        if parameters is not None and parameters.frozen:
            self._owners[cls] = None
            return (cls, *(self.key(getattr(value, field.name)) for field in fields(cls)))
        if isinstance(value, _FIXED):
            return value
        raise NoKey

    def _function(self, function: FunctionType) -> Any:
        if function in self._functions:
            return ("again", self._functions[function])
        if _trusted(function) and not function.__closure__:
            return function
        facts = _facts(function.__code__)
        if facts.changes or function.__dict__.keys() - {MARK}:
            raise NoKey
        if len(self._functions) >= _TOO_MANY:
            raise NoKey
        self._functions[function] = len(self._functions)
        self.names.update(dict.fromkeys(facts.attributes))
        known = function.__globals__
        return (
            function.__code__,
            tuple(map(self._cell, function.__closure__ or ())),
            tuple(map(self.key, function.__defaults__ or ())),
            tuple((name, self.key(item)) for name, item in (function.__kwdefaults__ or {}).items()),
            tuple((name, self.key(known[name])) for name in facts.globals if name in known),
        )

    def _cell(self, cell: Any) -> Any:
        try:
            return self.key(cell.cell_contents)
        except ValueError as error:  # nothing has been assigned yet
            raise NoKey from error
