"""Word lists as data: TOML files beside this module, each entry with its proof.

An entry has an ``id``, its ``words``, a sentence that it hits and one
that looks alike and must be missed; ``tests/gongwen/lexicon`` runs them all::

    [[entry]]
    id = "lead"
    words = ["牵头"]
    hit = "由县教育局牵头，各乡镇配合。"
    miss = "发挥牵头企业作用。"
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent


class Entry(NamedTuple):
    """One entry of a word list."""

    id: str
    words: tuple[str, ...]
    hit: str
    miss: str


@cache
def entries(name: str) -> Mapping[str, Entry]:
    """The entries of the word list *name* (``units`` reads ``units.toml``), by id."""
    raw = tomllib.loads(_FOLDER.joinpath(f"{name}.toml").read_text("utf-8"))
    return {row["id"]: Entry(row["id"], tuple(row["words"]), row["hit"], row["miss"]) for row in raw["entry"]}


def words(name: str, entry: str) -> tuple[str, ...]:
    """The words of one entry."""
    return entries(name)[entry].words


def alternatives(name: str, *ids: str) -> str:
    """A regular expression's alternatives for the words of some entries, longest first."""
    found = {word for entry in ids for word in words(name, entry)}
    return "|".join(sorted(found, key=lambda word: (-len(word), word)))
