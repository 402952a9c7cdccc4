"""Targets: which model they name, and what is said when they name none."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import canned
from fastcheck import errors
from fastcheck.errors import NoModel, NoSuchFile
from fastcheck.load import load, models, split_target
from fastcheck.opaque import Opaque

TWO = canned.MODEL + "\n\nclass Other(Switch):\n    pass\n"
OPAQUE = """\
import fastcheck as fc

counter = fc.opaque(lambda: [0], lambda n: [(n + 1) % 3])


class Walk:
    def init(self):
        return [0]

    def next(self, n):
        return [n]


class Nothing:
    pass
"""


@pytest.fixture(autouse=True)
def clean_imports() -> Iterator[None]:
    path, modules = list(sys.path), set(sys.modules)
    yield
    sys.path[:] = path
    for name in set(sys.modules) - modules:
        if not name.startswith("fastcheck."):
            del sys.modules[name]


def put(folder: Path, text: str, name: str = "model.py") -> str:
    folder.mkdir(exist_ok=True, parents=True)
    (folder / name).write_text(text)
    return str(folder / name)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("model.py", ("model.py", "")),
        ("a/model.py:Class", ("a/model.py", "Class")),
        ("package.module:Class", ("package.module", "Class")),
        ("C:\\models\\m.py", ("C:\\models\\m.py", "")),
        ("C:\\models\\m.py:Class", ("C:\\models\\m.py", "Class")),
        (":Class", (":Class", "")),
    ],
)
def test_split(target: str, expected: tuple[str, str]) -> None:
    assert split_target(target) == expected


def test_the_only_model_of_a_file(tmp_path: Path) -> None:
    assert load(put(tmp_path, canned.MODEL)).__name__ == "Switch"


def test_a_class_by_name(tmp_path: Path) -> None:
    assert load(put(tmp_path, TWO) + ":Other").__name__ == "Other"


def test_several_models_must_be_named(tmp_path: Path) -> None:
    target = put(tmp_path, TWO)
    with pytest.raises(errors.SeveralModels, match="Switch, Other") as caught:
        load(target)
    assert caught.value.hint == f"name one of them: {target}:Switch"
    assert caught.value.code == "FC0104"


def test_no_model(tmp_path: Path) -> None:
    with pytest.raises(errors.NoModel) as caught:
        load(put(tmp_path, "x = 1\n"))
    assert caught.value.code == "FC0103"


def test_a_class_that_is_not_there_names_a_near_one(tmp_path: Path) -> None:
    with pytest.raises(errors.NoSuchClass, match="Swich") as caught:
        load(put(tmp_path, canned.MODEL) + ":Swich")
    assert caught.value.hint == "did you mean Switch?"
    assert caught.value.code == "FC0105"


def test_model_itself_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(errors.NoSuchClass):
        load(put(tmp_path, "from fastcheck import Model\n") + ":Model")


def test_imported_models_count_where_there_is_no_other(tmp_path: Path) -> None:
    put(tmp_path, canned.MODEL, "switch.py")
    assert load(put(tmp_path, "from switch import Switch\n")).__name__ == "Switch"
    own = "from switch import Switch\n\n\nclass Mine(Switch):\n    pass\n"
    assert load(put(tmp_path, own)).__name__ == "Mine"


def test_opaque_models(tmp_path: Path) -> None:
    target = put(tmp_path, OPAQUE)
    assert isinstance(load(target), Opaque)
    assert isinstance(load(f"{target}:counter"), Opaque)
    assert list(load(f"{target}:Walk").init()) == [0]
    with pytest.raises(errors.NoSuchClass, match="Nothing is not a model"):
        load(f"{target}:Nothing")


def test_no_such_file_names_a_near_one(tmp_path: Path) -> None:
    put(tmp_path, canned.MODEL)
    with pytest.raises(errors.NoSuchFile) as caught:
        load(str(tmp_path / "modle.py"))
    assert caught.value.code == "FC0101"
    assert caught.value.hint == f"did you mean {tmp_path / 'model.py'}?"
    with pytest.raises(errors.NoSuchFile) as caught:
        load(str(tmp_path / "model"))
    assert caught.value.hint == f"did you mean {tmp_path / 'model.py'}?"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(errors.NoSuchFile):
        load(str(tmp_path))


@pytest.mark.parametrize("target", ["Spec.tla", "missing/Spec.tla"])
def test_a_specification_that_is_not_there(target: str) -> None:
    with pytest.raises(NoSuchFile, match=f"no such file: {target}"):
        load(target)


def test_a_configuration_is_no_target() -> None:
    with pytest.raises(NoModel) as caught:
        load("Spec.cfg")
    assert caught.value.hint == "name both: Spec.tla -c Spec.cfg"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("x = 1\ny = x / 0\n", 2, "ZeroDivisionError"),
        ("def f():\n    raise KeyError('k')\n\n\nf()\n", 2, "KeyError"),
        ("import nowhere_to_be_found\n", 1, "nowhere_to_be_found"),
        ("import json\njson.loads('{')\n", 2, "JSONDecodeError"),
        ("x = (\n", 1, "not valid Python"),
        ("import sys\nsys.exit(0)\n", 2, "SystemExit"),
    ],
)
def test_a_failing_import_names_the_line(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    target = put(tmp_path, text)
    path, modules = list(sys.path), set(sys.modules)
    with pytest.raises(errors.ImportFailed, match=message) as caught:
        load(target)
    assert caught.value.code == "FC0102"
    assert (caught.value.file, caught.value.line) == (target, line)
    assert caught.value.__cause__ is not None
    assert sys.path == path
    assert {name for name in set(sys.modules) - modules if "model" in name} == set()


def test_a_failing_module_beside_the_file_is_named(tmp_path: Path) -> None:
    put(tmp_path, "x = 1 / 0\n", "beside_failing.py")
    with pytest.raises(errors.ImportFailed) as caught:
        load(put(tmp_path, "import beside_failing\n"))
    assert caught.value.file == str(tmp_path / "beside_failing.py")
    assert "beside_failing" not in sys.modules


def test_errors_of_the_model_keep_their_code(tmp_path: Path) -> None:
    text = "import fastcheck as fc\n\n\nclass M(fc.Model):\n    x: int = 3\n"
    with pytest.raises(errors.DefinitionError) as caught:
        load(put(tmp_path, text))
    assert caught.value.line == 4


def test_same_stem_does_not_mix(tmp_path: Path) -> None:
    first = load(put(tmp_path / "a", canned.MODEL))
    second = load(put(tmp_path / "b", canned.MODEL.replace("Switch", "Valve")))
    assert (first.__name__, second.__name__) == ("Switch", "Valve")
    assert sys.modules[first.__module__] is not sys.modules[second.__module__]


def test_modules_beside_do_not_mix(tmp_path: Path) -> None:
    found = []
    for folder, size in (("a", 3), ("b", 4)):
        put(tmp_path / folder, f"SIZE = {size}\n", "beside_common.py")
        text = "from beside_common import SIZE\n" + canned.MODEL.replace("3", "SIZE")
        found.append(vars(load(put(tmp_path / folder, text)))["N"].default)
    assert found == [3, 4]


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    load(put(tmp_path, canned.MODEL))
    assert load(put(tmp_path, canned.MODEL.replace("Switch", "Longer"))).__name__ == "Longer"


def test_a_file_shadows_no_module(tmp_path: Path) -> None:
    import random

    load(put(tmp_path, canned.MODEL, "random.py"))
    assert sys.modules["random"] is random


def test_the_folder_of_the_file_is_searched_first(tmp_path: Path) -> None:
    load(put(tmp_path, canned.MODEL))
    assert sys.path[0] == str(tmp_path)


def test_modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "pack_of_models", "", "__init__.py")
    put(tmp_path / "pack_of_models", TWO, "inner.py")
    put(tmp_path / "pack_of_models", "1 / 0\n", "broken.py")
    monkeypatch.chdir(tmp_path)
    assert load("pack_of_models.inner:Other").__name__ == "Other"
    assert list(models(sys.modules["pack_of_models.inner"])) == ["Switch", "Other"]
    with pytest.raises(errors.NoSuchFile, match=r"pack_of_models\.outer"):
        load("pack_of_models.outer:Other")
    with pytest.raises(errors.ImportFailed) as caught:
        load("pack_of_models.broken")
    assert caught.value.line == 1
    assert "pack_of_models.broken" not in sys.modules
    with pytest.raises(errors.NoSuchFile):
        load("not a module:Other")
