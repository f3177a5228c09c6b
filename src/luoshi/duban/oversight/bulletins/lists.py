"""The rows behind a bulletin's numbers as Excel, as they stood when it was counted; Chinese in every language."""

from __future__ import annotations

from collections.abc import Iterator

from luoshi.duban import clock
from luoshi.duban.language import chinese, in_chinese
from luoshi.duban.oversight.bulletins.figures import RULES
from luoshi.duban.oversight.bulletins.models import Bulletin, BulletinRow
from luoshi.duban.oversight.bulletins.reading import Number, Paragraph, Reading, percent_words, rows_of
from luoshi.duban.oversight.lights.wording import NAMES
from luoshi.layout.excel_stream import Part, stream_book
from luoshi.layout.grid import Align, Cell, Column, Grid, Row

_CENTRE = Align.CENTRE
_COLUMNS = (
    Column("序号", 12, _CENTRE, numeric=True),
    Column("编号", 28, _CENTRE),
    Column("工作任务", 80),
    Column("牵头单位", 40, _CENTRE),
    Column("完成时限", 36, _CENTRE),
    Column("状态", 22, _CENTRE),
    Column("进度", 16, _CENTRE),
    Column("序时进度", 18, _CENTRE),
    Column("亮灯", 14, _CENTRE),
    Column("逾期天数", 18, _CENTRE, numeric=True),
    Column("完成日期", 24, _CENTRE),
)
_ENDS = "。；！？"


def one_list(bulletin: Bulletin, key: str, unit: int | None = None) -> Iterator[bytes]:
    """The rows that the figure *key* counts, of one unit's tasks where *unit* is given, as a file."""
    part = _part(Reading.of(bulletin), key, unit)
    return stream_book(part.grid.title, (part,))


def all_lists(bulletin: Bulletin) -> Iterator[bytes]:
    """Every figure that counts something, a sheet each, in the order of the table of figures."""
    reading = Reading.of(bulletin)
    keys = [key for key in RULES if key in reading.numbers and reading.numbers[key].value]
    return stream_book(bulletin.title, [_part(reading, key, None) for key in keys])


@in_chinese
def _part(reading: Reading, key: str, unit: int | None) -> Part:
    number = reading.numbers.get(key, Number(0)).of(unit)
    name = chinese(RULES[key].name)
    of_unit = _unit_name(reading.bulletin, unit)
    title = f"{name}{f'（{of_unit}）' if of_unit else ''}：{number}项"
    grid = Grid(name, title, _COLUMNS, (), _note(reading, key, unit))
    return Part(grid, _rows(reading.bulletin, key, unit), number)


def _unit_name(bulletin: Bulletin, unit: int | None) -> str:
    return next((str(name) for key, name in bulletin.units if int(key) == unit), "")


def _note(reading: Reading, key: str, unit: int | None) -> str:
    """Which bulletin, the sentence that the number stands in, and since when it is what it is."""
    bulletin = reading.bulletin
    serial = f"（{bulletin.serial_year}年{bulletin.serial_words}）" if bulletin.serial else ""
    lines = [f"《{bulletin.title}》{serial}"]
    # The number itself before a share of it.
    found = (_sentence(one, key, unit, share=share) for share in (False, True) for one in reading.paragraphs)
    if sentence := next(filter(None, found), ""):
        lines.append(f"正文：{sentence}")
    day, at = bulletin.counted_to, bulletin.counted_at.astimezone(clock.ZONE)
    frozen = "，印发后不再改变" if bulletin.issued_at is not None else ""
    counted = f"统计截至{day.year}年{day.month}月{day.day}日，各列为当时情况"
    lines.append(f"{counted}（{at.year}年{at.month}月{at.day}日{at:%H:%M}统计{frozen}）")
    return "\n".join(lines)


def _sentence(paragraph: Paragraph, key: str, unit: int | None, *, share: bool) -> str:
    """The sentence of *paragraph* in which the number stands, or a *share* of it; empty where it does not."""
    words, at = "", -1
    for piece in (*paragraph.head, *paragraph.running):
        if at < 0 and (piece.key, piece.unit) == (key, unit) and piece.token.startswith("{{p:") == share:
            at = len(words)
        words += piece.words
    if at < 0:
        return ""
    starts = max(words.rfind(mark, 0, at) for mark in _ENDS) + 1
    ends = min((place for mark in _ENDS if (place := words.find(mark, at)) >= 0), default=len(words) - 1)
    return words[starts : ends + 1].strip()


def _rows(bulletin: Bulletin, key: str, unit: int | None) -> Iterator[Row]:
    for place, row in enumerate(rows_of(bulletin, key, unit).iterator(chunk_size=500), 1):
        yield Row(tuple(Cell(words) for words in _cells(place, row)))


def _cells(place: int, row: BulletinRow) -> list[str]:
    return [
        str(place),
        row.number,
        row.title,
        row.lead_name,
        row.limit,
        row.state,
        percent_words(row.percent),
        percent_words(row.expected),
        _colour(row.colour),
        str(row.late_days or ""),
        row.done_on.isoformat() if row.done_on is not None else "",
    ]


def _colour(key: str) -> str:
    return next((chinese(name) for colour, name in NAMES.items() if colour.value == key), "")
