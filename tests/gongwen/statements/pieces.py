"""Pieces of a small text, as the steps before the classification make them."""

from luoshi.gongwen.cut import cut_lines
from luoshi.gongwen.model import Facts, Outline
from luoshi.gongwen.outline.headings import Piece, read_pieces
from luoshi.gongwen.outline.tree import build_outline
from luoshi.gongwen.statements.forced import forced_kind
from luoshi.gongwen.statements.setting import Setting, read_setting


def read(text: str) -> tuple[list[Piece], Outline]:
    pieces = read_pieces(text, cut_lines(text), (), Facts())
    return pieces, build_outline(text, pieces, Facts())


def setting_of(text: str, genre: str = "plan") -> Setting:
    pieces, _ = read(text)
    given = [forced_kind(text, pieces, index) for index in range(len(pieces))]
    return read_setting(text, pieces, given, genre)


def place_of(text: str, pieces: list[Piece], words: str) -> int:
    """The index of the one piece that holds *words*."""
    (found,) = [place for place, piece in enumerate(pieces) if words in text[piece.start : piece.end]]
    return found
