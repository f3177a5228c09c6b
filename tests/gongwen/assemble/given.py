"""Statements whose kinds are told by the test, so that what follows them is tested alone."""

from dataclasses import dataclass

from luoshi.gongwen.assemble import Answer, assign
from luoshi.gongwen.cut import cut_lines
from luoshi.gongwen.model import Assigned, Facts, Kind
from luoshi.gongwen.outline.headings import Piece, read_pieces
from luoshi.gongwen.outline.tree import build_outline
from luoshi.gongwen.statements.classify import Verdict
from luoshi.gongwen.statements.forced import forced_kind


@dataclass(frozen=True)
class Assigning:
    """A text cut into pieces, the kind of each, and who answers for it."""

    text: str
    pieces: list[Piece]
    kinds: list[Kind]
    answers: list[Answer]

    def index(self, words: str) -> int:
        """The one statement that holds *words*."""
        (found,) = [place for place, piece in enumerate(self.pieces) if words in self.text[piece.start : piece.end]]
        return found

    def answer(self, words: str) -> Answer:
        return self.answers[self.index(words)]

    def quote(self, index: int) -> str:
        return self.text[self.pieces[index].start : self.pieces[index].end]


def read(text: str, **kinds: list[str]) -> Assigning:
    """Read *text*: every statement is a directive unless its form, or *kinds*, says otherwise.

    *kinds* lists by name of a kind the words of the statements that are of it; ``run_in``
    lists the titles that open a paragraph.
    """
    pieces = read_pieces(text, cut_lines(text), (), Facts())
    build_outline(text, pieces, Facts())
    told = [_kind(text, pieces, index, kinds) for index in range(len(pieces))]
    outline = build_outline(text, pieces, Facts())
    verdicts = [Verdict(kind, 1.0, ()) for kind in told]
    return Assigning(text, pieces, told, assign(text, pieces, verdicts, outline))


def _kind(text: str, pieces: list[Piece], index: int, kinds: dict[str, list[str]]) -> Kind:
    piece = pieces[index]
    words = text[piece.start : piece.end]
    for name, marked in kinds.items():
        if any(one in words for one in marked):
            piece.run_in = name == "run_in"
            return Kind.HEADING if piece.run_in else Kind(name)
    forced = forced_kind(text, pieces, index)
    return Kind.DIRECTIVE if forced is None else forced.kind


def names(units: tuple[Assigned, ...]) -> str:
    return "、".join(one.mention.name for one in units)
