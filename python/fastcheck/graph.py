"""Reachable states as columns, and the state graph as arrays. NumPy is imported on first use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ._show import show
from .trace import State

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Codes = npt.NDArray[np.uint32]


def _numbers(raw: bytes) -> Codes:
    import numpy as np

    return np.frombuffer(raw, dtype="<u4")


@dataclass(frozen=True)
class Column:
    """One variable in all states: state ``i`` has the value ``categories[codes[i]]``."""

    name: str
    codes: Codes
    categories: tuple[Any, ...]

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, index: int) -> Any:
        return self.categories[self.codes[index]]

    def __iter__(self) -> Iterator[Any]:
        return (self.categories[code] for code in self.codes)

    def values(self) -> npt.NDArray[Any]:
        """The values as an array: of integers or booleans if they all are, else of objects."""
        import numpy as np

        kinds = {type(value) for value in self.categories}
        if kinds in ({int}, {bool}):
            return np.array(self.categories)[self.codes]
        table = np.empty(len(self.categories), dtype=object)
        for code, value in enumerate(self.categories):
            table[code] = value
        result: npt.NDArray[Any] = table[self.codes]
        return result

    def __repr__(self) -> str:
        return f"Column({self.name!r}, {len(self)} states, {len(self.categories)} different values)"


@dataclass(frozen=True)
class States(Mapping[str, Column]):
    """The reachable states by variable: ``states["x"]`` is a :class:`Column`.

    ``len`` is the number of states. States are numbered from 0 in the order of discovery;
    ``depth[i]`` is the level of state ``i``.
    """

    columns: Mapping[str, Column]
    depth: Codes

    def __getitem__(self, variable: str) -> Column:
        if isinstance(variable, int):
            raise KeyError(
                f"states are columns by variable; a single state is .state({variable!r})"
            )
        return self.columns[variable]

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.depth)

    def __bool__(self) -> bool:
        return len(self) > 0

    def state(self, number: int) -> State:
        """State ``number``, from 0."""
        return State({name: column[number] for name, column in self.columns.items()})

    def to_pandas(self) -> pd.DataFrame:
        """A data frame: a row per state, a column per variable, and one for ``depth``."""
        pandas = _optional("pandas")
        frame = {name: column.values() for name, column in self.columns.items()}
        frame.setdefault("depth", self.depth)
        result: pd.DataFrame = pandas.DataFrame(frame)
        return result

    def __repr__(self) -> str:
        return f"States({len(self)} states of {', '.join(self.columns)})"


@dataclass(frozen=True)
class Graph:
    """The state graph in compressed sparse rows.

    The edges of state ``i`` are ``indptr[i]`` to ``indptr[i + 1]``, exclusive, in the order in
    which they were generated: ``src``, ``dst`` and ``action`` are parallel arrays;
    ``actions[action[e]]`` names edge ``e``. ``initial`` are the initial states.
    """

    src: Codes
    dst: Codes
    action: Codes
    initial: Codes
    actions: tuple[str, ...]
    size: int
    states: States | None = None

    def __len__(self) -> int:
        return self.size

    @cached_property
    def indptr(self) -> npt.NDArray[np.int64]:
        """Where the edges of every state begin; one longer than there are states."""
        import numpy as np

        starts = np.zeros(self.size + 1, dtype=np.int64)
        np.cumsum(np.bincount(self.src, minlength=self.size), out=starts[1:])
        return starts

    def label(self, number: int) -> str:
        """A state as text: its values, if they were recorded."""
        if self.states is None:
            return f"s{number}"
        return "\n".join(
            f"{name} = {show(value)}" for name, value in self.states.state(number).items()
        )

    def edges(self) -> Iterator[tuple[int, int, str]]:
        """Source, target and action of every edge."""
        for source, target, action in zip(self.src, self.dst, self.action, strict=True):
            yield int(source), int(target), self.actions[action]

    def to_networkx(self) -> nx.MultiDiGraph[int]:
        """A ``MultiDiGraph``: nodes have ``initial`` and ``state``, edges ``action``."""
        networkx = _optional("networkx")
        graph: nx.MultiDiGraph[int] = networkx.MultiDiGraph()
        initial = set(self.initial.tolist())
        for number in range(self.size):
            known = {} if self.states is None else {"state": self.states.state(number)}
            graph.add_node(number, initial=number in initial, **known)
        graph.add_edges_from(
            (source, target, {"action": action}) for source, target, action in self.edges()
        )
        return graph

    def to_dot(self) -> str:
        """The graph in the DOT language of Graphviz; initial states have a bold border."""
        initial = set(self.initial.tolist())
        lines = ["digraph states {", "    node [shape=box];"]
        for number in range(self.size):
            style = ", style=bold" if number in initial else ""
            lines.append(f"    s{number} [label={_dot_text(self.label(number))}{style}];")
        lines += [
            f"    s{source} -> s{target} [label={_dot_text(action)}];"
            for source, target, action in self.edges()
        ]
        return "\n".join([*lines, "}"]) + "\n"

    def to_mermaid(self) -> str:
        """The graph as a Mermaid state diagram."""
        from .export import mermaid_text

        lines = ["stateDiagram-v2"]
        lines += [
            f"    s{number}: {mermaid_text(self.label(number))}" for number in range(self.size)
        ]
        lines += [f"    [*] --> s{number}" for number in self.initial]
        lines += [
            f"    s{source} --> s{target}: {mermaid_text(action)}"
            for source, target, action in self.edges()
        ]
        return "\n".join(lines) + "\n"

    def __repr__(self) -> str:
        return f"Graph({self.size} states, {len(self.src)} edges)"


def make_states(raw: Mapping[str, Any]) -> States:
    """States from the engine's columns of codes (32 bits, little endian)."""
    columns = {
        name: Column(name, _numbers(column["codes"]), tuple(column["values"]))
        for name, column in raw["columns"].items()
    }
    return States(columns, _numbers(raw["depth"]))


def make_graph(raw: Mapping[str, Any], states: States | None) -> Graph:
    """A graph from the engine's edge list, which comes sorted by source."""
    src, dst, initial = (_numbers(raw[name]) for name in ("src", "dst", "initial"))
    if states is not None:
        size = len(states)
    else:
        size = 1 + max(
            (int(numbers.max()) for numbers in (src, dst, initial) if len(numbers)), default=-1
        )
    return Graph(src, dst, _numbers(raw["action"]), initial, tuple(raw["questions"]), size, states)


def _dot_text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\l")
    return f'"{escaped}"'


def _optional(name: str) -> Any:
    """An optional dependency; its absence says how to install it."""
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError as missing:
        raise ImportError(
            f"{name} is needed for this: pip install 'fastcheck[{name}]'", name=name
        ) from missing
