"""意见采纳情况表: every comment with what became of it, as a table for Word, Excel and the screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from luoshi.duban import clock
from luoshi.duban.language import in_chinese, is_chinese
from luoshi.duban.tasks.circulation.files import as_word
from luoshi.duban.tasks.models import Circulation, Comment, CommentField, Invitation, Verdict
from luoshi.layout import excel
from luoshi.layout.grid import Align, Cell, Column, Grid, Row
from luoshi.layout.page import TABLE

_COLUMNS = (
    Column("序号", 12, Align.CENTRE, numeric=True),
    Column("单位", 36),
    Column("条目", 34),
    Column("原文", 62),
    Column("意见", 68),
    Column("采纳情况", 19, Align.CENTRE),
    Column("理由", 40),
)


@dataclass(frozen=True, slots=True)
class AdoptionRow:
    """One comment as the table shows it; ``is_open``: nobody has decided it."""

    number: int
    unit: str
    item: str
    current: str
    words: str
    verdict: str
    reason: str
    is_open: bool


def adoption_rows(comments: Iterable[Comment]) -> list[AdoptionRow]:
    """The rows of the table, numbered in the order of *comments*."""
    return [
        AdoptionRow(
            number,
            one.invitation.unit.name,
            item_words(one),
            one.current or (one.row.text if one.row else ""),
            comment_words(one),
            str(Verdict(one.verdict).label),
            one.reason,
            one.verdict == Verdict.OPEN,
        )
        for number, one in enumerate(comments, 1)
    ]


def item_words(comment: Comment) -> str:
    """What a comment is about: the row, and the column where one is meant."""
    if comment.row is None:
        return _("总体意见")
    words = f"{comment.row.number}. {comment.row.title}"
    return words if comment.field == CommentField.OTHER else f"{words}\n（{CommentField(comment.field).label}）"


def comment_words(comment: Comment) -> str:
    """What the unit says, its reason on a line of its own."""
    wants = comment.proposed
    if not wants and comment.field != CommentField.OTHER:
        wants = _("（建议删去）")
    elif wants and comment.field != CommentField.OTHER:
        wants = _("改为：%(words)s") % {"words": wants}
    reason = _("理由：%(reason)s") % {"reason": comment.remark} if wants and comment.remark else comment.remark
    return "\n".join(part for part in (wants, reason) if part)


@in_chinese
def adoption_grid(circulation: Circulation, comments: Iterable[Comment], invitations: Sequence[Invitation]) -> Grid:
    """The table of a round; *invitations* are all its units, for the line above the table."""
    rows = adoption_rows(comments)
    return Grid(
        name="意见采纳情况表",
        title=f"《{circulation.plan.title}》意见采纳情况表",
        note=summary(circulation, rows, invitations),
        columns=_COLUMNS,
        rows=tuple(_row(one) for one in rows),
        remarks=silent_remarks(invitations),
    ).fitted(TABLE.text_width)


def _row(one: AdoptionRow) -> Row:
    words = (str(one.number), one.unit, one.item, one.current, one.words)
    return Row((*map(Cell, words), Cell(one.verdict, open=one.is_open), Cell(one.reason)))


def summary(circulation: Circulation, rows: Sequence[AdoptionRow], invitations: Sequence[Invitation]) -> str:
    """How many were asked, how many answered, and what became of the comments."""
    answered = [one for one in invitations if one.answered_at]
    fine = sum(one.no_objection for one in answered)
    counts = {verdict: sum(row.verdict == str(verdict.label) for row in rows) for verdict in Verdict}
    day = circulation.opened_at.astimezone(clock.ZONE)
    told = _(
        "%(day)s起征求%(asked)s个单位意见，%(answered)s个单位反馈，其中%(fine)s个单位无意见；"
        "共收到意见%(comments)s条，采纳%(taken)s条，部分采纳%(partly)s条，未采纳%(not_taken)s条"
    ) % {
        "day": f"{day.year}年{day.month}月{day.day}日" if is_chinese() else day.date().isoformat(),
        "asked": len(invitations),
        "answered": len(answered),
        "fine": fine,
        "comments": len(rows),
        "taken": counts[Verdict.TAKEN],
        "partly": counts[Verdict.PARTLY],
        "not_taken": counts[Verdict.NOT_TAKEN],
    }
    waiting = counts[Verdict.OPEN]
    left = _("，待处理%(waiting)s条") % {"waiting": waiting} if waiting else ""
    return told + left + _("。")


def silent_remarks(invitations: Sequence[Invitation]) -> tuple[str, ...]:
    """The units without objections and those that did not answer, each on a line."""
    fine = "、".join(one.unit.name for one in invitations if one.answered_at and one.no_objection)
    silent = "、".join(one.unit.name for one in invitations if not one.answered_at)
    lines = ((_("无意见单位："), fine), (_("未反馈单位："), silent))
    return tuple(f"{label}{names}{_('。')}" for label, names in lines if names)


def adoption_file(grid: Grid, ending: str) -> bytes:
    """The table as ``xlsx`` or ``docx``."""
    if ending == "docx":
        return as_word(grid)
    workbook = excel.new_workbook(title=grid.title)
    excel.add_sheet(workbook, grid)
    return excel.save(workbook)
