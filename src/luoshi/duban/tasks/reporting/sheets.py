"""The 报送表 as an Excel file: a row a task, a row below it for each figure, locked but for what is to be filled in."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.duban.language import in_chinese
from luoshi.duban.tasks import wording
from luoshi.duban.tasks.models import ReportSheet, Target
from luoshi.duban.tasks.reporting.columns import DONE_ON, FIGURE, PERCENT, TICK, SheetColumn, columns_for
from luoshi.duban.tasks.reporting.listing import Owed, last_day
from luoshi.duban.tasks.returning.codes import part_code, row_code, unit_code
from luoshi.duban.tasks.returning.naming import plain_name
from luoshi.layout import excel, excel_form
from luoshi.layout.grid import Cell, Column, Grid, Row

SHEET = "报送表"
#: The labels below the table, and the columns (from 1) that they and what is written beside them stand in.
REPORTER, REPORTED_ON, SIGNED = "填报人", "填报日期", "单位负责人审签（盖章）"
_HEAD = 3  # the row of the headings below the title and the note
_HEAD_HEIGHT = 46  # points: three lines, the most that a heading takes
#: A row is high enough to be filled in by hand.
_LOWEST = 36
#: Inches: a table of this many columns needs the width of the page.
_SIDE, _TOP = 0.4, 0.6
_ADVICE = {
    PERCENT: "填0到100的数，例如60",
    FIGURE: "只填数字",
    DONE_ON: "例如2026-7-28；申请销号的才填",
}
_NOTE = (
    "填写说明：没有变化的在“无变化”栏打✓；有进展的写“进展情况”，其他各栏没有的不填。"
    "有指标的，在指标行填完成值，只填数字。已经完成的写明完成情况，在“申请销号”栏打✓并填完成日期。"
    "请勿改动编号和表头，勿增删行。"
)


def file_name(sheet: ReportSheet) -> str:
    """What the file is called: the unit first, so that forty of them sort and are told apart."""
    day = sheet.made_at.date()
    return f"{plain_name(sheet.unit.name)}-报送表{day:%m%d}.xlsx"


@in_chinese
def sheet_file(sheet: ReportSheet, items: Sequence[Owed]) -> bytes:
    """The file of *sheet*; *items* are what it asks for, in the order of its rows."""
    columns = columns_for(any(item.figures for item in items))
    grid = _grid(sheet, items, columns)
    workbook = excel.new_workbook(title=f"{grid.title} {sheet.unit.name}")
    page = excel.add_sheet(workbook, grid)
    page.row_dimensions[_HEAD].height = _HEAD_HEIGHT
    excel_form.open_columns(
        page,
        head=_HEAD,
        columns=[at for at, column in enumerate(columns, 1) if column.answer],
        choices={at: (TICK,) for at, column in enumerate(columns, 1) if column.tick},
        closed=_closed(items, columns),
    )
    excel_form.advise(page, {at: _ADVICE[one] for at, one in enumerate(columns, 1) if one in _ADVICE}, head=_HEAD)
    excel_form.ask_below(page, _foot(columns))
    excel_form.make_room(page, head=_HEAD, lowest=_LOWEST, side=_SIDE, top=_TOP)
    return excel.save(workbook)


def _grid(sheet: ReportSheet, items: Sequence[Owed], columns: Sequence[SheetColumn]) -> Grid:
    rows: list[Row] = []
    for number, item in enumerate(items, 1):
        code = f"{row_code(sheet.code, number)}\n{item.assignment.task.number}"
        rows.append(_row(columns, code=code, task=_task_words(item), limit=_limit_words(item), last=_last_words(item)))
        for part, target in enumerate(item.figures, 1):
            below = part_code(sheet.code, number, part)
            rows.append(_row(columns, code=below, task=f"　指标：{target_words(target)}"))
    return Grid(
        name=SHEET,
        title=f"{sheet.office.name}任务进展报送表",
        note=f"报送单位：{sheet.unit.name}　　{_until_words(items)}　　回收码：{unit_code(sheet.code, 1)}\n{_NOTE}",
        columns=tuple(Column(one.title, one.width, one.align) for one in columns),
        rows=tuple(rows),
    )


def _row(columns: Sequence[SheetColumn], **words: str) -> Row:
    return Row(tuple(Cell(words.get(column.key, "")) for column in columns))


def _task_words(item: Owed) -> str:
    task, words = item.assignment.task, item.assignment.words
    return f"{task.text}\n（{words}）" if words else task.text


def target_words(target: Target) -> str:
    """A target with its unit of measure: what is typed beside it is a figure in that unit."""
    line = wording.target_of(target)
    return f"{line}（单位：{target.unit}）" if target.unit else line


def _limit_words(item: Owed) -> str:
    due = item.assignment.due
    words = item.limit if due is None else due.isoformat()
    late = f"\n已逾期{item.late}天" if item.late else ""
    return f"{words or wording.OPEN}{late}"


def _last_words(item: Owed) -> str:
    if item.said_on is None:
        return "尚未反馈"
    percent = item.assignment.percent
    far = f"（{percent.normalize():f}%）" if percent is not None else ""
    return f"{item.said_on.month}月{item.said_on.day}日{far}：{item.said}"


def _until_words(items: Sequence[Owed]) -> str:
    day = last_day(items)
    return f"报送期限：{day.year}年{day.month}月{day.day}日" if day is not None else ""


def _closed(items: Sequence[Owed], columns: Sequence[SheetColumn]) -> set[tuple[int, int]]:
    """A task's row asks for no figure, a figure's row for nothing else."""
    figure = {at for at, column in enumerate(columns, 1) if column is FIGURE}
    others = {at for at, column in enumerate(columns, 1) if column.answer} - figure
    found: set[tuple[int, int]] = set()
    row = _HEAD
    for item in items:
        row += 1
        found |= {(row, at) for at in figure}
        for _target in item.figures:
            row += 1
            found |= {(row, at) for at in others}
    return found


def _foot(columns: Sequence[SheetColumn]) -> list[excel_form.Label]:
    """Who filled it in, and when; the head's signature is for paper."""
    places = {column.key: at for at, column in enumerate(columns, 1)}
    return [
        excel_form.Label(words, places[before], places[beside])
        for before, words, beside in (
            ("code", REPORTER, "task"),
            ("limit", REPORTED_ON, "last"),
            ("text", SIGNED, "problem"),
        )
    ]
