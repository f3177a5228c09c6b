"""The files of a round: an Excel and a Word table for each unit, to be filled in and sent back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from luoshi.duban.language import in_chinese
from luoshi.duban.tasks.circulation.columns import ANSWERS, CODE, OPINION, FileColumn, columns_for
from luoshi.duban.tasks.models import AssignmentRole, Circulation, ExtractRow, Invitation
from luoshi.duban.tasks.returning.codes import row_code, unit_code
from luoshi.duban.tasks.returning.naming import packed, plain_name
from luoshi.layout import excel, excel_form, word
from luoshi.layout.grid import Align, Cell, Column, Grid, Row
from luoshi.layout.page import TABLE
from luoshi.layout.word_table import add_table

#: The kinds of file by their ending.
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
SHEET = "征求意见表"
_HEAD = 3  # the row of the headings below the title and the note
_HEAD_HEIGHT = 46  # points: three lines, the most that a heading takes
_CENTRED = {"code", "limit", "role", "opinion"}


def extract_file(invitation: Invitation, rows: Sequence[ExtractRow], ending: str) -> bytes:
    """The table of a unit (with its circulation and plan at hand) as ``xlsx`` or ``docx``."""
    grid = extract_grid(invitation, rows)
    return _as_excel(grid, invitation) if ending == "xlsx" else as_word(grid)


def file_name(invitation: Invitation, ending: str) -> str:
    """What the file is called: the unit first, so that forty of them sort and are told apart."""
    round_ = invitation.circulation.number
    later = f"（第{round_}轮）" if round_ > 1 else ""
    return f"{plain_name(invitation.unit.name)}-征求意见表{later}.{ending}"


def all_files(circulation: Circulation, invitations: Iterable[Invitation], endings: Sequence[str]) -> bytes:
    """An archive of the files of *invitations*, which bring their rows."""
    files = []
    for invitation in invitations:
        invitation.circulation = circulation
        rows = list(invitation.extract.all())
        files += [(file_name(invitation, ending), extract_file(invitation, rows, ending)) for ending in endings]
    return packed(files)


@in_chinese
def extract_grid(invitation: Invitation, rows: Sequence[ExtractRow]) -> Grid:
    """The table of a unit: its rows with their numbers, and empty columns for the answer."""
    circulation, unit = invitation.circulation, invitation.unit
    columns = columns_for([one.row for one in rows])
    last = circulation.answer_by
    code = unit_code(circulation.code, invitation.number)
    return Grid(
        name=SHEET,
        title=f"《{circulation.plan.title}》征求意见表",
        note=(
            f"征求意见单位：{unit.name}　　反馈期限：{last.year}年{last.month}月{last.day}日前　　回收码：{code}\n"
            f"填写说明：无意见的填“同意”或留空；有意见的填在后三列，也可直接修改原文各列。请勿改动编号、表头和回收码，"
            f"勿增加行；需要增加的任务请另行说明。"
        ),
        columns=tuple(
            Column(one.title, one.width, Align.CENTRE if one.key in _CENTRED else Align.LEFT) for one in columns
        ),
        rows=tuple(Row(tuple(Cell(_value(one, column, circulation)) for column in columns)) for one in rows),
    ).fitted(TABLE.text_width)


def _value(one: ExtractRow, column: FileColumn, circulation: Circulation) -> str:
    if column.answer:
        return ""
    if column is CODE:
        return row_code(circulation.code, one.row.number)
    if column.key == "role":
        return role_words(one)
    return str(getattr(one.row, column.key))


def role_words(one: ExtractRow) -> str:
    """What the unit is for the row, with the group that stands for it."""
    role = AssignmentRole(one.role).label
    return f"{role}（{one.through}）" if one.through else f"{role}"


def _as_excel(grid: Grid, invitation: Invitation) -> bytes:
    workbook = excel.new_workbook(title=f"{grid.title} {invitation.unit.name}")
    sheet = excel.add_sheet(workbook, grid)
    titles = [column.title for column in grid.columns]
    answers = [titles.index(one.title) + 1 for one in ANSWERS]
    sheet.row_dimensions[_HEAD].height = _HEAD_HEIGHT
    choices = {titles.index(OPINION.title) + 1: ("同意", "修改建议")}
    excel_form.open_columns(sheet, head=_HEAD, columns=answers, choices=choices)
    return excel.save(workbook)


def as_word(grid: Grid) -> bytes:
    """A table on landscape pages as Word."""
    document = word.new_document(TABLE, title=grid.title)
    add_table(document, grid)
    return word.save(document)
