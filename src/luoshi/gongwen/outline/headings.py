"""Which lines are headings, and which marks open items.

A heading stands alone on its line (run-in headings, which open a paragraph, are told by
:mod:`luoshi.gongwen.statements`).  A numbered line that ends in a full stop is a heading
only when text follows that it can head: ``（一）全力保障就业。`` before a paragraph is one,
the last of three numbered sentences is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.gongwen.cut import Line
from luoshi.gongwen.model import Facts, HeadingHint, Kind, Numbering
from luoshi.gongwen.outline.numbering import INLINE, Mark, read_aspect, read_mark

_LONGEST_HEADING = 64
_LONGEST_STOPPED = 48
_LONGEST_BARE = 26
_LONGEST_RUN = 3
_WORD = re.compile(r"\w")
_DATE = re.compile(r"[\d〇○零一二三四五六七八九十]{2,4}\s*年")
_OFFICE = re.compile(r"(?:厅|局|部|委|署|院|会|行|室|中心|政府|公司|办)(?:[（(][^）)]{1,6}[）)])?$")
_SENTENCE_END = "。！？!?；;：:，,、"
_ALWAYS = frozenset({Numbering.CHAPTER, Numbering.ANNEX})
_SECTION_NUMBERS = frozenset({Numbering.HAN, Numbering.HAN_BRACKET})
_LINE_ITEMS = frozenset({Numbering.ORDINAL_IS, Numbering.ORDINAL_MUST, Numbering.SEQUENCE, Numbering.ARTICLE})
_TOLD = re.compile(r"负责|牵头|责任单位|[（(][^（）()]{2,200}[）)]。?$|\d[\d.,]*\s*[%％‰]|[0-9０-９xX×*]{1,9}[万亿]")
_DATED = re.compile(r"[（(][^（）()]{0,24}[年月日][^（）()]{0,24}[）)](?=[。：:]?$)")
_NAMES = re.compile(r"[（(][^（）()]{2,200}(?:负责|牵头|配合|落实|[局委办厅部镇乡府])[）)]$")
_SIGNATURE = re.compile(
    r"\d{1,4}[号年月]|^[^，。；：]{0,24}(?:人民政府|委员会|办公厅|办公室|国务院|总理|省长|市长|县长|书记|主席)(?:\s|$)|"
    r"[〇○零一二三四五六七八九]{4}年|^[（(]|^(?:来源|发布|时间|附件?[:：]?$|关于印发|印发$|此件|同志们|各位|移动版|首页)"
)


@dataclass(slots=True)
class Piece:
    """A statement under construction: where it is, its mark, and what the outline says of it.

    ``first`` and ``last`` tell its place in its line; ``heading`` is set for headings that
    stand alone on their line, ``run_in`` later, for those that open a paragraph; ``given``
    is a kind that is known beforehand (the cells of a table).
    """

    start: int
    end: int
    line: int
    first: bool
    last: bool
    mark: Mark | None
    heading: bool = False
    run_in: bool = False
    level: int | None = None
    node: int | None = None
    given: Kind | None = None

    @property
    def words_start(self) -> int:
        """Where the words begin, after the mark."""
        return self.mark.end if self.mark is not None else self.start


def read_pieces(text: str, lines: Sequence[Line], hints: Sequence[HeadingHint], facts: Facts) -> list[Piece]:
    """The statements-to-be of *lines* with their marks, headings on lines of their own set."""
    pieces: list[Piece] = []
    firsts: list[Piece] = []
    for number, line in enumerate(lines):
        last = len(line.pieces) - 1
        for place, (start, end) in enumerate(line.pieces):
            pieces.append(Piece(start, end, number, place == 0, place == last, _mark(text, start, end, place == 0)))
        firsts.append(pieces[-last - 1])
    hinted = {hint.span.start: hint.level for hint in hints}
    title = facts.title.span if facts.title is not None else None
    for number, piece in enumerate(firsts):
        if not _WORD.search(text, piece.start, piece.end):
            continue
        if title is not None and title.start <= piece.start and piece.end <= title.end:
            piece.heading, piece.level = True, 0
        elif piece.start in hinted:
            piece.heading, piece.level = True, hinted[piece.start]
        elif piece.last and piece.first:
            following = firsts[number + 1] if number + 1 < len(firsts) else None
            before = firsts[number - 1] if number else None
            piece.heading = _stands_as_heading(text, piece, following) and not _ends_list(
                text, piece, before, following
            )
    for piece in pieces:
        # A text copied from a page may have lost the line break before a heading.
        if piece.last and not piece.first and piece.mark is not None and piece.mark.numbering is Numbering.HAN:
            piece.heading = text[piece.end - 1] not in _SENTENCE_END and piece.end - piece.start <= _LONGEST_BARE
    _settle_bare(pieces, text)
    return pieces


def _mark(text: str, start: int, end: int, first: bool) -> Mark | None:
    mark = read_mark(text, start, end)
    if mark is None:
        return read_aspect(text, start, end)
    if mark.end >= end or not (first or mark.numbering in INLINE or mark.numbering is Numbering.HAN):
        return None
    return mark


def _stands_as_heading(text: str, piece: Piece, following: Piece | None) -> bool:
    words = text[piece.words_start : piece.end]
    numbering = piece.mark.numbering if piece.mark is not None else None
    if numbering in _ALWAYS:
        return words[-1] not in _SENTENCE_END and len(words) <= _LONGEST_HEADING
    if numbering is None or numbering in _LINE_ITEMS:
        return words[-1] not in _SENTENCE_END and len(words) <= _LONGEST_BARE and _looks_like_title(words, following)
    words = _DATED.sub("", words) or words
    bracket = _NAMES.search(words)
    if bracket is not None and bracket.start() > 0:
        # （二）疏通河渠（县水务局负责） heads the paragraph under it, and its bracket answers for that.
        return (
            _heads(piece, following)
            and following is not None
            and following.mark is None
            and (_TOLD.search(words[: bracket.start()]) is None and len(words) - len(bracket.group()) <= _LONGEST_BARE)
        )
    if numbering is Numbering.ASPECT or "；" in words or words[-1] in "；;：:，," or _TOLD.search(words):
        return False
    if words[-1] in _SENTENCE_END:
        return len(words) <= _LONGEST_STOPPED and _heads(piece, following)
    return len(words) <= _LONGEST_HEADING and (numbering in _SECTION_NUMBERS or _heads(piece, following))


def _heads(piece: Piece, following: Piece | None) -> bool:
    """Whether text follows that *piece* can head: an unnumbered line, or a deeper number."""
    if following is None:
        return False
    if following.mark is None:
        return True
    assert piece.mark is not None
    return (
        following.mark.numbering is not piece.mark.numbering
        and DEPTH_ORDER[following.mark.numbering] > DEPTH_ORDER[piece.mark.numbering]
    )


def _ends_list(text: str, piece: Piece, before: Piece | None, following: Piece | None) -> bool:
    """Whether a full sentence, or one with a bracket, is the last item of a list.

    Its elder is an item too, or a bracket closes it.
    """
    if piece.mark is None or text[piece.end - 1] not in _SENTENCE_END + "）)":
        return False
    if following is not None and text[following.start] in "（(" and following.mark is None:
        return True
    if following is not None and following.mark is not None:
        # A deeper number follows: it stands under this one, whatever the elders are.
        return False
    elder = before.mark if before is not None and not before.heading else None
    return elder is not None and elder.numbering is piece.mark.numbering


def _looks_like_title(words: str, following: Piece | None) -> bool:
    if following is None or re.search(r"[，。；：,;]", words) or _SIGNATURE.search(words):
        return False
    return following.end - following.start > len(words) or following.mark is not None


def _settle_bare(pieces: Sequence[Piece], text: str) -> None:
    """Take back unnumbered headings that come in runs: the cells of a lost table, or signatures.

    Of a run only the last can head what follows, and a run of three or more heads nothing; a
    line that is an office's name before a date is a signature.
    """
    run: list[Piece] = []
    for piece in pieces:
        if piece.heading and piece.mark is None and piece.level is None:
            run.append(piece)
            continue
        signed = (
            bool(run)
            and _DATE.match(text, piece.start, piece.end)
            and _OFFICE.search(text[run[-1].start : run[-1].end])
        )
        if len(run) >= _LONGEST_RUN or signed:
            for bare in run:
                bare.heading = False
        run = []


#: From the widest to the narrowest; a document may leave levels out, or swap some.
DEPTH_ORDER: dict[Numbering, int] = {
    numbering: depth
    for depth, numbering in enumerate(
        (
            Numbering.TITLE,
            Numbering.ANNEX,
            Numbering.CHAPTER,
            Numbering.HAN,
            Numbering.ARTICLE,
            Numbering.HAN_BRACKET,
            Numbering.ARABIC,
            Numbering.ARABIC_BRACKET,
            Numbering.CIRCLED,
            Numbering.DASH,
            Numbering.RUN_IN,
            Numbering.ASPECT,
            Numbering.SEQUENCE,
            Numbering.ORDINAL_MUST,
            Numbering.ORDINAL_IS,
        )
    )
}
