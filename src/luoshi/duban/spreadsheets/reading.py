"""Read a spreadsheet that somebody handed over: values only, with bounds, merged cells filled.

Formulas and macros are never run: of a formula the stored value is read, and the cell is named in ``formulas``, so
that a caller may refuse it.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from dataclasses import dataclass, field

from lxml.etree import XMLSyntaxError
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from luoshi.duban.problems import Refused
from luoshi.duban.spreadsheets.formulas import Marks, marks_of
from luoshi.duban.spreadsheets.problems import CellProblem, letters
from luoshi.duban.spreadsheets.values import Value, shown

MAX_BYTES = 20_000_000
MAX_ROWS = 20_000
MAX_COLUMNS = 200
_MAX_INFLATED = 400_000_000
_CHUNK = 1 << 20
_XLS = b"\xd0\xcf\x11\xe0"
_BROKEN = (CalamineError, zipfile.BadZipFile, zlib.error, XMLSyntaxError, OSError, EOFError, ValueError, KeyError)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One visible sheet, its cells by row and column from 0; every row has the same length.

    ``origins`` leads from a place inside a merged range to the range's first place, whose value fills it.
    ``formulas`` are the references (``B3``) of cells with a formula, ``percents`` those of cells that show per cent,
    ``hidden_rows`` the numbers of rows that Excel does not show.
    """

    name: str
    rows: list[list[Value]]
    origins: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    formulas: frozenset[str] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    percents: frozenset[str] = frozenset()

    def words(self, row: int, column: int) -> str:
        """What the cell shows."""
        return shown(self.rows[row][column])

    def problem(self, row: int, column: int | None, chinese: str, english: str) -> CellProblem:
        """A problem at a place counted from 0, or with a whole row."""
        return CellProblem(self.name, row + 1, "" if column is None else letters(column), chinese, english)

    def is_formula(self, row: int, column: int) -> bool:
        """Whether a formula stands there."""
        return f"{letters(column)}{row + 1}" in self.formulas

    def is_percent(self, row: int, column: int) -> bool:
        """Whether the cell shows its value in per cent (``60%`` for 0.6)."""
        return f"{letters(column)}{row + 1}" in self.percents


@dataclass(frozen=True, slots=True)
class Book:
    """The visible sheets that hold something, and the names of those that are hidden, which nobody reads."""

    sheets: list[Sheet]
    hidden: tuple[str, ...] = ()


def read_sheets(content: bytes, name: str) -> list[Sheet]:
    """The visible sheets of a file that hold something; raises as :func:`read_book` does."""
    return read_book(content, name).sheets


def read_book(content: bytes, name: str) -> Book:
    """The sheets of an .xlsx, .xls or .csv file.

    Raises :class:`Refused` where the file is too large, protected, damaged or of another kind, or holds nothing.
    """
    if len(content) > MAX_BYTES:
        raise _refuse(
            "too-large",
            name,
            f"大小超过{MAX_BYTES // 1_000_000}MB",
            f"it is larger than {MAX_BYTES // 1_000_000} MB",
        )
    if content.startswith(b"PK") or content.startswith(_XLS):
        book = _read_workbook(content, name)
    elif name.lower().endswith((".csv", ".txt")):
        book = Book([_read_csv(content, name)])
    else:
        raise _refuse("no-spreadsheet", name, "不是 .xlsx、.xls 或 .csv 表格", "it is no .xlsx, .xls or .csv sheet")
    sheets = [sheet for sheet in book.sheets if sheet.rows]
    if not sheets:
        raise _refuse("empty", name, "没有内容", "it is empty")
    return Book(sheets, book.hidden)


def _read_workbook(content: bytes, name: str) -> Book:
    try:
        if content.startswith(b"PK"):
            _require_bounded(content, name)
        marks = marks_of(content)
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            visible = [meta.name for meta in book.sheets_metadata if meta.visible == SheetVisibleEnum.Visible]
            hidden = tuple(meta.name for meta in book.sheets_metadata if meta.visible != SheetVisibleEnum.Visible)
            return Book(
                [_read_sheet(book.get_sheet_by_name(one), name, marks.get(one, Marks())) for one in visible], hidden
            )
    except PasswordError:
        raise _refuse("password", name, "有密码保护，请先去掉密码", "it is protected by a password") from None
    except _BROKEN:
        raise _refuse("damaged", name, "已损坏或不是表格文件", "it is damaged or no spreadsheet") from None


def _require_bounded(content: bytes, name: str) -> None:
    """Inflate the parts once and stop where they are far larger than a spreadsheet is."""
    total = 0
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for info in package.infolist():
            if info.flag_bits & 1:
                raise _refuse("password", name, "有密码保护，请先去掉密码", "it is protected by a password")
            with package.open(info) as part:
                while chunk := part.read(_CHUNK):
                    total += len(chunk)
                    if total > _MAX_INFLATED:
                        raise _refuse("bomb", name, "解压后过大", "it inflates beyond all bounds")


def _read_sheet(sheet: CalamineSheet, name: str, marks: Marks) -> Sheet:
    if sheet.start is None:
        return Sheet(sheet.name, [])
    if sheet.total_height >= MAX_ROWS or sheet.total_width >= MAX_COLUMNS:  # both are the last index
        raise _too_many(name, sheet.name)
    rows: list[list[Value]] = [
        [None if cell == "" else cell for cell in row] for row in sheet.to_python(skip_empty_area=False)
    ]
    origins = _fill(rows, sheet.merged_cell_ranges or [])
    return Sheet(sheet.name, rows, origins, marks.formulas, marks.hidden_rows, marks.percents)


def _fill(
    rows: list[list[Value]], ranges: list[tuple[tuple[int, int], tuple[int, int]]]
) -> dict[tuple[int, int], tuple[int, int]]:
    origins: dict[tuple[int, int], tuple[int, int]] = {}
    for (top, left), (bottom, right) in ranges:
        if top >= len(rows) or left >= len(rows[0]):
            continue
        value = rows[top][left]
        for row in range(top, min(bottom, len(rows) - 1) + 1):
            for column in range(left, min(right, len(rows[0]) - 1) + 1):
                if (row, column) != (top, left):
                    rows[row][column] = value
                    origins[row, column] = (top, left)
    return origins


def _read_csv(content: bytes, name: str) -> Sheet:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("gb18030")
        except UnicodeDecodeError:
            raise _refuse("encoding", name, "文字编码无法识别", "its encoding is unknown") from None
    first = text.partition("\n")[0]
    mark = "\t" if "\t" in first and "," not in first else ","
    try:
        lines = list(csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=mark))
    except csv.Error:
        raise _refuse("damaged", name, "已损坏或不是表格文件", "it is damaged or no spreadsheet") from None
    width = max((len(line) for line in lines), default=0)
    title = name.rpartition("/")[2].rpartition(".")[0]
    if len(lines) > MAX_ROWS or width > MAX_COLUMNS:
        raise _too_many(name, title)
    rows = [[*(cell or None for cell in line), *[None] * (width - len(line))] for line in lines]
    return Sheet(title, [list[Value](row) for row in rows] if any(any(row) for row in rows) else [])


def _too_many(name: str, sheet: str) -> Refused:
    return _refuse(
        "too-many",
        name,
        f"的工作表“{sheet}”超过{MAX_ROWS}行或{MAX_COLUMNS}列，请删去多余的行列",
        f"its sheet {sheet} has more than {MAX_ROWS} rows or {MAX_COLUMNS} columns",
    )


def _refuse(code: str, name: str, chinese: str, english: str) -> Refused:
    return Refused(code, f"文件“{name}”{chinese}。", f"{name}: {english}.")
