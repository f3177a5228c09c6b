"""The record as a file: CSV that flows out as it is read, Excel written row by row."""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from luoshi.duban.audit.models import Event
from luoshi.duban.audit.verbs import verb_name
from luoshi.duban.clock import ZONE

#: Excel's last row.
MOST_ROWS = 1_048_576
_WIDTHS = (20, 16, 12, 16, 18, 28, 16, 12, 40, 40, 30, 12, 10, 68)
#: A cell that begins so would be calculated.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def head() -> list[str]:
    """The columns' names."""
    return [
        _("时间"), _("机构"), _("办理人"), _("来源地址"), _("事项"), _("对象"), _("对象类型"), _("对象标识"),
        _("变更前"), _("变更后"), _("原因"), _("日期"), _("序号"), _("摘要"),
    ]  # fmt: skip


def row(event: Event) -> list[str]:
    """An event as texts."""
    return [
        event.at.astimezone(ZONE).strftime("%Y-%m-%d %H:%M:%S"), event.office, event.actor_name, event.origin,
        verb_name(event.verb), event.subject_name, event.subject, event.subject_id,
        _written(event.before), _written(event.after), event.reason, event.day.isoformat(), str(event.sequence),
        event.mac,
    ]  # fmt: skip


def csv_lines(events: Iterable[Event]) -> Iterator[str]:
    """Lines of CSV, with the mark by which Excel knows UTF-8; what would be a formula is text."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(head())
    for event in events:
        yield writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row(event)])


def workbook(events: Iterable[Event]) -> IO[bytes]:
    """An Excel file at its beginning; it stops where a sheet is full."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("记录"))
    sheet.freeze_panes = "A2"
    for column, width in enumerate(_WIDTHS):
        sheet.column_dimensions[chr(ord("A") + column)].width = width
    sheet.append(head())
    for count, event in enumerate(events, start=2):
        if count > MOST_ROWS:
            break
        sheet.append([_text(sheet, cell) for cell in row(event)])
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- the answer closes it when it has been sent
    book.save(file)
    file.seek(0)
    return file


def _text(sheet: WriteOnlyWorksheet, words: str) -> Cell:
    cell: Cell = WriteOnlyCell(sheet, value=_printable(words))
    cell.data_type = "s"
    return cell


def _printable(words: str) -> str:
    """Without the control characters that a sheet cannot hold, cut where Excel would refuse the file."""
    return "".join(one for one in words if one in "\n\t" or ord(one) >= 32)[:32_767]


def _written(values: dict[str, object] | None) -> str:
    return "" if values is None else json.dumps(values, ensure_ascii=False)


class _Echo:
    """Hands back what the writer of CSV writes."""

    def write(self, line: str) -> str:
        return line
