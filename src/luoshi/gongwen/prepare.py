"""The first steps from a document on: what :mod:`.extract` and :mod:`.explain` both begin with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.gongwen.assemble import mark_tables
from luoshi.gongwen.assemble.tables import TaskTable
from luoshi.gongwen.cut import cut_lines
from luoshi.gongwen.model import Document, Facts, Outline
from luoshi.gongwen.outline.facts import read_facts
from luoshi.gongwen.outline.headings import Piece, read_pieces
from luoshi.gongwen.outline.tree import build_sections


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document cut into pieces, with its facts and tables, before its statements are classified.

    ``outline`` is the tree of the headings alone: without items, which the classification has no
    use for, and without run-in headings, which only the classification tells.
    """

    text: str
    facts: Facts
    pieces: Sequence[Piece]
    tables: Sequence[TaskTable]
    outline: Outline

    @property
    def title(self) -> str:
        """The document's title, empty where it has none."""
        return "" if self.facts.title is None else self.facts.title.text


def prepare(document: Document) -> Prepared:
    """Cut *document* into pieces; find its facts, its headings on their own lines, and its task tables."""
    text = document.text
    facts = read_facts(text, document.hints)
    pieces = read_pieces(text, cut_lines(text), document.hints, facts)
    tables = mark_tables(document, pieces)
    return Prepared(text, facts, pieces, tables, build_sections(text, pieces, facts))
