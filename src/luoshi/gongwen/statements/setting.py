"""What a statement's surroundings say about it, read once for a document.

Whether only brackets follow it in its paragraph; which sentence opened the list it stands
in; how the document writes: with or without short titles that open its paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.gongwen.outline.headings import Piece
from luoshi.gongwen.statements.cues import read_all_cues, squeeze_all
from luoshi.gongwen.statements.forced import Forced, Form

_SHORT = 32
_LONGEST_TITLE = 46
_FIGURE = re.compile(
    r"0(?:个?百分点|[%％‰]|[万亿]|[个家户座所条项件处亩吨公名人次套台头只](?!重点|方面|体系|行动|工程))"
)
_LONGEST = 2000  # longer sums of weights would not fit into their bits
_TELLING = frozenset({"told", "due", "must"})
_REPORTING = frozenset({"past", "weak"})
_ANSWERS = frozenset({Form.BRACKET, Form.LABEL})
_SHARES = (0.02, 0.1, 0.2, 0.35)


@dataclass(frozen=True, slots=True)
class Setting:
    """A document's pieces with what surrounds them.

    ``last`` tells of each piece whether only brackets follow it in its line, ``answered``
    whether one comes next that says who answers, or a label does; ``opener``
    gives the index of the piece that opened its list (``对下列问题，要限期整改：``).
    ``words`` are the pieces' words without marks, squeezed, ``cues`` the kinds of cue in
    them, ``mood`` how often cues of telling and of reporting are met in the piece's section.
    ``leads`` gives the index of the first piece of its line.  ``titled`` is the share, in
    quarters, of paragraphs that begin with a short sentence.
    """

    text: str
    pieces: Sequence[Piece]
    genre: str
    last: Sequence[bool]
    answered: Sequence[bool]
    opener: Sequence[int | None]
    leads: Sequence[int]
    words: Sequence[str]
    cues: Sequence[tuple[str, ...]]
    mood: Sequence[tuple[int, int]]
    titled: int

    def may_be_title(self, index: int) -> bool:
        """Whether piece *index* can be a run-in title (annotation guide).

        The last sentence of a paragraph never is one, nor one that names a limit or a figure.
        """
        words = self.words[index]
        if self.last[index] or len(words) > _LONGEST_TITLE or "due" in self.cues[index] or "；" in words:
            return False
        return _FIGURE.search(words) is None


def read_setting(text: str, pieces: Sequence[Piece], forced: Sequence[Forced | None], genre: str) -> Setting:
    """The setting of *pieces*; *forced* are the kinds that their form decides."""
    words = squeeze_all([excerpt(text[piece.words_start : piece.end]) for piece in pieces])
    forms = [None if one is None else one.form for one in forced]
    # A heading's words tell nothing of its direction.
    cues = read_all_cues(["" if form is Form.HEADING else some for form, some in zip(forms, words, strict=True)])
    return Setting(
        text,
        pieces,
        genre,
        _last(pieces, forms),
        _answered(forms),
        _openers(text, pieces),
        _leads(pieces),
        words,
        cues,
        _moods(pieces, cues),
        _titled(pieces),
    )


def excerpt(words: str) -> str:
    """Beginning and end of a statement without a stop for thousands of characters."""
    return words if len(words) <= _LONGEST else words[: _LONGEST // 2] + words[-_LONGEST // 2 :]


def _last(pieces: Sequence[Piece], forms: Sequence[Form | None]) -> list[bool]:
    found = [piece.last for piece in pieces]
    for index in range(len(pieces) - 1, 0, -1):
        if forms[index] in _ANSWERS and found[index] and not pieces[index].first:
            found[index - 1] = True
    return found


def _answered(forms: Sequence[Form | None]) -> list[bool]:
    """Of each piece, whether a bracket or label comes next that says who answers, or until when."""
    return [form in _ANSWERS for form in forms[1:]] + [False] * bool(forms)


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


def _moods(pieces: Sequence[Piece], cues: Sequence[tuple[str, ...]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    first = 0
    for index in range(1, len(pieces) + 1):
        if index == len(pieces) or pieces[index].heading:
            found += [_mood(range(first, index), cues)] * (index - first)
            first = index
    return found


def _mood(indices: range, cues: Sequence[tuple[str, ...]]) -> tuple[int, int]:
    """How often something is told, and reported, on a scale from 0 to 4."""
    told = sum(not _TELLING.isdisjoint(cues[index]) for index in indices)
    past = sum(not _REPORTING.isdisjoint(cues[index]) for index in indices)
    size = len(indices) or 1
    return bisect_left(_SHARES, told / size), bisect_left(_SHARES, past / size)


def _titled(pieces: Sequence[Piece]) -> int:
    openings = [piece for piece in pieces if piece.first and not piece.last and not piece.heading]
    short = sum(piece.end - piece.start <= _SHORT for piece in openings)
    return round(4 * short / len(openings)) if openings else 0
