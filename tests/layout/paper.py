"""A PDF as a ruler sees it: characters and rules with their places in millimetres from the upper left corner."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import groupby

import pypdfium2
import pypdfium2.raw as pdfium

_A_POINT = 25.4 / 72


@dataclass(frozen=True)
class Mark:
    """A character: ``x`` and ``y`` of its origin on the base line, its size in points, its font and colour."""

    character: str
    x: float
    y: float
    size: float
    font: str
    colour: tuple[int, int, int]


@dataclass(frozen=True)
class Rule:
    """A line across; its thickness in millimetres."""

    left: float
    right: float
    y: float
    thickness: float


@dataclass(frozen=True)
class Sheet:
    width: float
    height: float
    marks: tuple[Mark, ...]
    rules: tuple[Rule, ...]

    @property
    def text(self) -> str:
        return "".join(mark.character for mark in self.marks)

    def lines(self, size: float | None = None) -> list[list[Mark]]:
        """The lines from the top, each from the left; only those of *size* where it is named."""
        chosen = [mark for mark in self.marks if size is None or abs(mark.size - size) < 0.1]
        rows = groupby(sorted(chosen, key=lambda mark: (round(mark.y, 1), mark.x)), key=lambda mark: round(mark.y, 1))
        return [list(row) for _, row in rows]

    def find(self, words: str) -> list[Mark]:
        """The characters of *words*, where they stand for the first time."""
        start = self.text.index(words)
        return list(self.marks[start : start + len(words)])


def sheets(blob: bytes) -> list[Sheet]:
    return [_sheet(page) for page in pypdfium2.PdfDocument(blob)]


def words_of(marks: list[Mark]) -> str:
    return "".join(mark.character for mark in marks)


def _sheet(page: pypdfium2.PdfPage) -> Sheet:
    width, height = page.get_size()
    text = page.get_textpage()
    found = [_mark(text, place, height) for place in range(text.count_chars())]
    marks = tuple(mark for mark in found if mark.character not in " \r\n\0" and mark.size)
    rules = tuple(
        rule
        for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])
        if (rule := _rule(one, height)) and rule.right - rule.left > 20
    )
    return Sheet(width * _A_POINT, height * _A_POINT, marks, rules)


def _mark(text: pypdfium2.PdfTextPage, place: int, height: float) -> Mark:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text, place, x, y)
    name = ctypes.create_string_buffer(200)
    pdfium.FPDFText_GetFontInfo(text, place, name, 200, ctypes.c_int())
    colour = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFText_GetFillColor(text, place, *colour)
    return Mark(
        chr(pdfium.FPDFText_GetUnicode(text, place)),
        x.value * _A_POINT,
        (height - y.value) * _A_POINT,
        pdfium.FPDFText_GetFontSize(text, place),
        name.value.decode(),
        (colour[0].value, colour[1].value, colour[2].value),
    )


def _rule(path: pypdfium2.PdfObject, height: float) -> Rule | None:
    left, bottom, right, top = path.get_bounds()
    stroke = ctypes.c_float()
    if top - bottom > 3 or not pdfium.FPDFPageObj_GetStrokeWidth(path, stroke):
        return None
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, matrix)
    return Rule(
        left * _A_POINT,
        right * _A_POINT,
        (height - (top + bottom) / 2) * _A_POINT,
        stroke.value * _A_POINT * abs(matrix.a or 1),
    )
