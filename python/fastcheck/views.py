"""Tracked views of the containers in a state: they read as little as they can, and write in place.

``_view`` has what they share, then one module per kind. ``_select`` is ``where``.
"""

from __future__ import annotations

from ._dicts import DictView
from ._lists import ListView
from ._records import RecordPlace
from ._sealed import SealedDict
from ._select import where
from ._sets import FrozenSetView, SetView
from ._view import Life, View, open_place, plain

__all__ = [
    "DictView",
    "FrozenSetView",
    "Life",
    "ListView",
    "RecordPlace",
    "SealedDict",
    "SetView",
    "View",
    "open_place",
    "plain",
    "where",
]
