"""Write the 督查单 of one unit as an Excel file: locked but for what is found on the spot."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.duban.language import in_chinese
from luoshi.duban.oversight.inspections.models import Item, Stop
from luoshi.duban.oversight.inspections.sheets.columns import COLUMNS, DUE, OUTCOME, OUTCOMES, SEEN_ON, FindingColumn
from luoshi.duban.oversight.inspections.tables import code_words, note_of, sheet_title
from luoshi.duban.tasks.returning.codes import unit_code
from luoshi.duban.tasks.returning.naming import plain_name
from luoshi.layout import excel, excel_form
from luoshi.layout.grid import Cell, Column, Grid, Row

SHEET = "督查单"
#: The label below the table, and the one for the unit's signature on paper.
SEEN_BY, SIGNED = "督查人员", "单位负责人签字"
_HEAD = 3  # the row of the headings below the title and the note
_HEAD_HEIGHT, _LOWEST = 30, 48  # points; a row is high enough to be filled in by hand
_SIDE, _TOP = 0.4, 0.6  # inches
_ADVICE = {
    OUTCOME: f"请选择：{'、'.join(OUTCOMES)}",
    DUE: "例如2026-12-20",
    SEEN_ON: "例如2026-12-3；不填的按行程日期",
}
_NOTE = "填写说明：没有查看的行不填；“进度滞后”“未落实”“与上报不符”的写明存在问题。请勿改动编号和表头，勿增删行。"


def file_name(stop: Stop) -> str:
    """What the file is called: its place in the route first, then the unit."""
    return f"{stop.position:02}-{plain_name(stop.unit.name)}-督查单.xlsx"


@in_chinese
def sheet_file(stop: Stop, items: Sequence[Item]) -> bytes:
    """The file of *stop*; what was found already stands in it."""
    inspection = stop.inspection
    grid = Grid(
        name=SHEET,
        title=sheet_title(inspection),
        note=f"{note_of(stop)}　　回收码：{unit_code(inspection.code, stop.number)}\n{_NOTE}",
        columns=tuple(Column(one.title, one.width, one.align) for one in COLUMNS),
        rows=tuple(Row(tuple(Cell(_words(item, column)) for column in COLUMNS)) for item in items),
    )
    workbook = excel.new_workbook(title=f"{grid.title} {stop.unit.name}")
    page = excel.add_sheet(workbook, grid)
    page.row_dimensions[_HEAD].height = _HEAD_HEIGHT
    places = {column: at for at, column in enumerate(COLUMNS, 1)}
    excel_form.open_columns(
        page,
        head=_HEAD,
        columns=[at for column, at in places.items() if column.answer],
        choices={places[OUTCOME]: tuple(OUTCOMES)},
    )
    excel_form.advise(page, {places[one]: words for one, words in _ADVICE.items()}, head=_HEAD)
    excel_form.ask_below(page, [excel_form.Label(SEEN_BY, 1, 2), excel_form.Label(SIGNED, 3, 4)])
    excel_form.make_room(page, head=_HEAD, lowest=_LOWEST, side=_SIDE, top=_TOP)
    return excel.save(workbook)


def _words(item: Item, column: FindingColumn) -> str:
    if column.key == "code":
        return code_words(item)
    if column is OUTCOME:
        return str(item.get_outcome_display()) if item.outcome else ""
    value = getattr(item, column.key)
    return value.isoformat() if column in (DUE, SEEN_ON) and value else value or ("—" if not column.answer else "")
