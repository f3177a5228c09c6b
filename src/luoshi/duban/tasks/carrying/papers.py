"""结转清单 and 不再结转清单 as Word, PDF and Excel: what went where, as it stood on that day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from luoshi.duban import clock
from luoshi.duban.language import chinese, in_chinese
from luoshi.duban.tasks.models import CarriedTask, CarryOver, State
from luoshi.layout import excel, pdf, word_official
from luoshi.layout.grid import Align, Cell, Column, Grid, Row, Section

_COLUMNS = (
    Column("序号", 12, Align.CENTRE, numeric=True),
    Column("编号", 27, Align.CENTRE),
    Column("工作任务", 84),
    Column("牵头（责任）单位", 40, Align.CENTRE),
    Column("完成时限", 42, Align.CENTRE),
    Column("结转时状态", 27, Align.CENTRE),
    Column("逾期天数", 22, Align.CENTRE, numeric=True),
)
_REASON = Column("不再结转的理由", 60)


def paper(carried: CarryOver, kind: str) -> bytes:
    """Both lists of *carried* as docx or pdf on one paper, or as xlsx on two sheets."""
    rows = list(carried.rows.select_related("task"))
    if kind == "xlsx":
        workbook = excel.new_workbook(title=f"{carried.register}结转清单")
        for grid in lists(carried, rows):
            excel.add_sheet(workbook, grid)
        return excel.save(workbook)
    grid = both(carried, rows)
    return pdf.render_table(grid) if kind == "pdf" else word_official.render_table(grid)


@in_chinese
def lists(carried: CarryOver, rows: Sequence[CarriedTask]) -> list[Grid]:
    """A grid for what goes on and one for what was dropped."""
    going, dropped = _parted(rows)
    title, note = str(carried.register), _note(carried)
    with_reason = (*_COLUMNS, _REASON)
    left = tuple(_rows(dropped, reasons=True))
    return [
        Grid("结转清单", f"{title}结转清单", _COLUMNS, tuple(_rows(going)), f"{note}共{len(going)}项"),
        Grid("不再结转清单", f"{title}不再结转清单", with_reason, left, f"{note}共{len(dropped)}项"),
    ]


@in_chinese
def both(carried: CarryOver, rows: Sequence[CarriedTask]) -> Grid:
    """Both lists under one another in one grid; the reasons have a column where something was dropped."""
    going, dropped = _parted(rows)
    found: list[Row | Section] = [Section(f"一、结转（{len(going)}项）"), *_rows(going, reasons=bool(dropped))]
    if dropped:
        found += [Section(f"二、不再结转（{len(dropped)}项）"), *_rows(dropped, reasons=True)]
    columns = (*_COLUMNS, _REASON) if dropped else _COLUMNS
    return Grid("结转清单", f"{carried.register}结转清单", columns, tuple(found), _note(carried).rstrip("　"))


def _parted(rows: Iterable[CarriedTask]) -> tuple[list[CarriedTask], list[CarriedTask]]:
    going: list[CarriedTask] = []
    dropped: list[CarriedTask] = []
    for row in rows:
        (dropped if row.dropped else going).append(row)
    return going, dropped


def _note(carried: CarryOver) -> str:
    day = carried.made_at.astimezone(clock.ZONE)
    return f"转入：{carried.into}　　结转日期：{day.year}年{day.month}月{day.day}日　　"


def _rows(rows: Iterable[CarriedTask], *, reasons: bool = False) -> list[Row]:
    found = []
    for place, row in enumerate(rows, 1):
        cells = [
            str(place),
            row.task.number,
            row.task.text,
            row.units,
            _limit(row),
            chinese(State(row.state).label),
            str(row.late_days),
        ]
        found.append(Row(tuple(Cell(words) for words in [*cells, *([row.reason] if reasons else [])])))
    return found


def _limit(row: CarriedTask) -> str:
    if row.due is None:
        return row.limit_text
    day = f"{row.due.year}年{row.due.month}月{row.due.day}日"
    return "\n".join(dict.fromkeys([row.limit_text, day])).strip()
