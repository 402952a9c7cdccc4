"""From the target of a command line to a model: files, modules, and the class or object in them."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from hashlib import blake2s
from pathlib import Path
from types import ModuleType
from typing import Any

from .errors import (
    Error,
    ImportFailed,
    NoModel,
    NoSuchClass,
    NoSuchFile,
    NotRunning,
    SeveralModels,
    TargetError,
    Usage,
    close_name,
)
from .model import Model
from .opaque import Opaque, as_opaque

_PACKAGE = os.path.dirname(__file__)
_folders: set[Path] = set()
"""Folders of the files loaded so far: modules beside one file are not those beside another."""


def load(target: str) -> Any:
    """The model that ``target`` names: a subclass of ``Model``, an opaque model, or a ``Spec``.

    Targets are ``model.py``, ``model.py:Class``, ``package.module`` and ``package.module:Class``;
    the class may be left out where there is one model. A ``.tla`` file is a ``Spec``. Errors FC0101
    to FC0106 say what is missing.
    """
    if not target.strip():
        raise Usage("the target is empty", hint="name a model file, as in model.py")
    place, name = split_target(target)
    if Path(place).is_dir():
        raise NoSuchFile(f"{place} is a directory: name a model file in it", file=place)
    if place.endswith(".tla"):
        from .spec import spec

        return spec(place)
    if place.endswith(".cfg"):
        raise NoModel(
            f"{place} is a configuration, not a specification",
            hint=f"name both: {place.removesuffix('.cfg')}.tla -c {place}",
            file=place,
        )
    if place.endswith(".py") or "/" in place or os.sep in place or Path(place).exists():
        module = _import_file(place)
    else:
        module = _import_module(place)
    return _named(module, name) if name else _only_model(module, target)


def split_target(target: str) -> tuple[str, str]:
    """File or module, and the name after the last colon, if there is one."""
    place, colon, name = target.rpartition(":")
    return (place, name) if colon and place and name.isidentifier() else (target, "")


# Importing.


def _import_file(place: str) -> ModuleType:
    path = Path(place)
    if not path.is_file():
        raise NoSuchFile(f"no such file: {place}", hint=_near_file(path), file=place)
    path = path.resolve()
    # A name of its own for every file: it must shadow no other module, nor a file of the same name.
    name = f"{path.stem}_{blake2s(str(path).encode(), digest_size=4).hexdigest()}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise NoSuchFile(f"not a Python file: {place}", hint="its name must end in .py", file=place)
    module = importlib.util.module_from_spec(spec)
    before = sys.modules.get(name)
    _forget_strangers(path.parent)
    with _search_path(str(path.parent)), _user_code(place):
        sys.modules[name] = module
        try:
            spec.loader.exec_module(module)
        except BaseException:
            del sys.modules[name]
            if before is not None:
                sys.modules[name] = before
            raise
    _folders.add(path.parent)
    return module


def _import_module(place: str) -> ModuleType:
    if not all(part.isidentifier() for part in place.split(".")):
        raise NoSuchFile(f"no such file or module: {place}", hint=_near_file(Path(place)))
    with _search_path(os.getcwd()), _user_code(place):
        try:
            return importlib.import_module(place)
        except ModuleNotFoundError as missing:
            if missing.name is not None and f"{place}.".startswith(f"{missing.name}."):
                hint = _near_file(Path(place))
                raise NoSuchFile(f"no module named {missing.name}", hint=hint) from missing
            raise


@contextmanager
def _search_path(folder: str) -> Iterator[None]:
    """Puts ``folder`` first, as ``python file.py`` does; it stays there if the import succeeds."""
    before = list(sys.path)
    if folder in sys.path:
        sys.path.remove(folder)
    sys.path.insert(0, folder)
    importlib.invalidate_caches()
    try:
        yield
    except BaseException:
        sys.path[:] = before
        raise


def _forget_strangers(folder: Path) -> None:
    """Unregisters modules from beside another target that have namesakes in ``folder``.

    The models already loaded keep the modules that they imported.
    """
    others = _folders - {folder}
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        top = name.partition(".")[0]
        if file is None or not any(other in Path(file).parents for other in others):
            continue
        if folder not in Path(file).parents and (
            (folder / f"{top}.py").exists() or (folder / top).is_dir()
        ):
            del sys.modules[name]


@contextmanager
def _user_code(place: str) -> Iterator[None]:
    """Turns what importing raises into FC0102 with the user's file and line."""
    try:
        yield
    except Error as error:
        if error.file is None and not isinstance(error, TargetError):
            error.file, error.line = innermost(error)
        if isinstance(error, NotRunning):  # a choice or a member asked for while importing
            raise ImportFailed(
                f"{place} could not be imported: {error.message}",
                hint=error.hint, file=error.file, line=error.line,
            ) from error  # fmt: skip
        raise
    except SyntaxError as error:
        message = f"{place} is not valid Python: {error.msg}"
        raise ImportFailed(message, file=error.filename or place, line=error.lineno) from error
    except (Exception, SystemExit) as error:
        file, line = innermost(error)
        what = "".join(traceback.format_exception_only(error)).strip()
        hint = None
        if isinstance(error, ModuleNotFoundError):
            hint = "install it, or run with the Python that has it"
        elif isinstance(error, SystemExit):
            hint = 'put what the script does under: if __name__ == "__main__":'
        message = f"{place} could not be imported: {what}"
        raise ImportFailed(message, hint=hint, file=file or place, line=line) from error


def innermost(error: BaseException) -> tuple[str | None, int | None]:
    """The innermost place in code that is neither fastcheck nor the import system nor a library."""
    library = os.path.dirname(os.__file__)
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if not frame.filename.startswith(("<", _PACKAGE, library))
    ]
    return (frames[-1].filename, frames[-1].lineno) if frames else (None, None)


def _near_file(path: Path) -> str | None:
    folder = path.parent
    if not folder.is_dir():
        return f"there is no folder {folder}"
    files = sorted(item.name for item in folder.iterdir() if item.suffix == ".py")
    near = get_close_matches(path.name, files, n=1, cutoff=0.5)
    near += [name for name in files if name == f"{path.name}.py"]
    return f"did you mean {folder / near[-1]}?" if near else None


# The model in the module.


def models(module: ModuleType) -> dict[str, Any]:
    """The models of a module by name, in order of definition.

    Those that it imports count only if it defines none itself.
    """
    found = {name: item for name, item in vars(module).items() if _is_model(item)}
    own = {
        name: item
        for name, item in found.items()
        if isinstance(item, Opaque) or item.__module__ == module.__name__
    }
    return own or found


def _is_model(item: object) -> bool:
    if isinstance(item, type):
        return issubclass(item, Model) and item is not Model
    return isinstance(item, Opaque)


def _only_model(module: ModuleType, target: str) -> Any:
    found = models(module)
    if not found:
        raise NoModel(
            f"{target} defines no model",
            hint="a model is a subclass of fastcheck.Model, or made by fastcheck.opaque",
            file=module.__file__,
        )
    if len(found) > 1:
        raise SeveralModels(
            f"{target} defines several models: {', '.join(found)}",
            hint=f"name one of them: {target}:{next(iter(found))}",
            file=module.__file__,
        )
    return next(iter(found.values()))


def _named(module: ModuleType, name: str) -> Any:
    item = getattr(module, name, None)
    if item is None:
        known = models(module)
        hint = close_name(name, known) or "the module defines no model"
        raise NoSuchClass(f"there is no {name}", hint=hint, file=module.__file__)
    if _is_model(item):
        return item
    if isinstance(item, type) and issubclass(item, Model):
        raise NoSuchClass(f"{name} is the base of models, not one", file=module.__file__)
    opaque = None if isinstance(item, ModuleType) else as_opaque(item)
    if opaque is None:
        raise NoSuchClass(
            f"{name} is not a model",
            hint=close_name(name, models(module)) or "derive it from fastcheck.Model",
            file=module.__file__,
        )
    return opaque
