"""What a statement's surroundings say about it, read once for a document.

Whether only brackets follow it in its paragraph; which sentence opened the list it stands
in; how the document writes: with or without short titles that open its paragraphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.gongwen.model import Kind
from luoshi.gongwen.outline.headings import Piece

_SHORT = 32


@dataclass(frozen=True, slots=True)
class Setting:
    """A document's pieces with what surrounds them.

    ``last`` tells of each piece whether only brackets follow it in its line, ``opener``
    gives the index of the piece that opened its list (``对下列问题，要限期整改：``).
    ``leads`` gives the index of the first piece of its line.  ``titled`` is the share, in
    quarters, of paragraphs that begin with a short sentence.
    """

    text: str
    pieces: Sequence[Piece]
    genre: str
    last: Sequence[bool]
    opener: Sequence[int | None]
    leads: Sequence[int]
    titled: int


def read_setting(text: str, pieces: Sequence[Piece], given: Sequence[Kind | None], genre: str) -> Setting:
    """The setting of *pieces*; *given* are the kinds that their form decides."""
    last = _last(text, pieces, given)
    return Setting(text, pieces, genre, last, _openers(text, pieces), _leads(pieces), _titled(pieces))


def _last(text: str, pieces: Sequence[Piece], given: Sequence[Kind | None]) -> list[bool]:
    found = [piece.last for piece in pieces]
    for index in range(len(pieces) - 1, 0, -1):
        bracket = given[index] is Kind.CONTEXT and text[pieces[index].start] in "（(〔[【"
        if bracket and found[index] and not pieces[index].first:
            found[index - 1] = True
    return found


def _openers(text: str, pieces: Sequence[Piece]) -> list[int | None]:
    found: list[int | None] = []
    opener: int | None = None
    ending = ""
    for index, piece in enumerate(pieces):
        if piece.heading or (piece.first and piece.mark is None and ending not in "：:；;"):
            opener = None
        found.append(opener)
        ending = text[piece.end - 1]
        if ending in "：:":
            opener = index
    return found


def _leads(pieces: Sequence[Piece]) -> list[int]:
    found: list[int] = []
    for index, piece in enumerate(pieces):
        found.append(index if piece.first else found[-1])
    return found


def _titled(pieces: Sequence[Piece]) -> int:
    openings = [piece for piece in pieces if piece.first and not piece.last and not piece.heading]
    short = sum(piece.end - piece.start <= _SHORT for piece in openings)
    return round(4 * short / len(openings)) if openings else 0
