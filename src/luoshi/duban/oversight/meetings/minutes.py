"""会议纪要: the minutes as an official document, with what was looked at as its annex.  Always in Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from luoshi.duban.language import chinese, in_chinese
from luoshi.duban.oversight.lights.rules import Colour
from luoshi.duban.oversight.lights.wording import NAMES
from luoshi.duban.oversight.meetings.models import Becomes, Meeting, MeetingItem
from luoshi.duban.oversight.meetings.queries import items_of
from luoshi.layout import pdf, word_official
from luoshi.layout.grid import Align, Cell, Column, Grid, Row
from luoshi.layout.official import OfficialDocument, Paragraph, date_words

_COLUMNS = (
    Column("序号", 12, Align.CENTRE, numeric=True),
    Column("编号", 26, Align.CENTRE),
    Column("工作任务", 66),
    Column("牵头（责任）单位", 36, Align.CENTRE),
    Column("完成时限", 26, Align.CENTRE),
    Column("亮灯", 18, Align.CENTRE),
    Column("理由", 44),
    Column("议定事项", 70),
)


@in_chinese
def minutes(meeting: Meeting, kind: str) -> bytes:
    """The minutes as docx or pdf."""
    document = official(meeting, list(items_of(meeting)))
    return pdf.render(document) if kind == "pdf" else word_official.render(document)


def official(meeting: Meeting, items: Sequence[MeetingItem]) -> OfficialDocument:
    """The elements of the minutes."""
    office = meeting.office.name
    return OfficialDocument(
        issuer_mark=f"{office}会议纪要",
        number="",
        title=f"{meeting.title}纪要",
        addressee="",
        body=tuple(_body(meeting, items)),
        signature=office,
        date=meeting.held_on,
        annexes=(table(meeting, items),),
    )


def _body(meeting: Meeting, items: Sequence[MeetingItem]) -> Iterator[Paragraph]:
    decided = [item for item in items if item.decision]
    place = f"在{meeting.place}" if meeting.place else ""
    held = f"{date_words(meeting.held_on)}，{meeting.chair}{place}主持召开{meeting.plain_title}"
    scope = f"（{meeting.selection}）" if meeting.selection else ""
    ending = f"，议定事项{len(decided)}项。纪要如下：" if decided else "，没有新的议定事项。"
    yield Paragraph(f"{held}，逐项研究{len(items)}项任务{scope}{ending}")
    if decided:
        yield Paragraph("一、议定事项", level=1)
        for place_of, item in enumerate(decided, 1):
            yield Paragraph(f"{place_of}. {item.task.title.rstrip('。')}。", level=3, running=decision_words(item))
    if meeting.attendees:
        yield Paragraph(f"{'二' if decided else '一'}、出席人员", level=1)
        yield Paragraph(meeting.attendees)


def decision_words(item: MeetingItem) -> str:
    """A decision in a line: what, by whom, by when, and that it becomes a task of its own."""
    parts = [f"{item.decision.rstrip('。')}。"]
    asked = [f"责任单位：{item.unit.name}"] if item.unit is not None else []
    asked += [f"完成时限：{date_words(item.due)}"] if item.due is not None else []
    parts += [f"{'；'.join(asked)}。"] if asked else []
    parts += ["列为新任务督办。"] if item.becomes == Becomes.TASK else []
    return "".join(parts)


def table(meeting: Meeting, items: Sequence[MeetingItem]) -> Grid:
    """What was looked at, and what was decided about each."""
    return Grid(
        "研究任务",
        f"{meeting.title}研究任务表",
        _COLUMNS,
        tuple(Row(tuple(Cell(words) for words in _cells(item))) for item in items),
        f"会议日期：{date_words(meeting.held_on)}　　主持人：{meeting.chair}",
    )


def _cells(item: MeetingItem) -> Iterator[str]:
    task = item.task
    yield str(item.number)
    yield task.number
    yield task.title
    yield task.lead.name if task.lead is not None else ""
    yield date_words(task.due) if task.due is not None else task.limit_text
    yield chinese(NAMES[Colour(item.colour)]) if item.colour else ""
    yield item.why
    yield decision_words(item) if item.decision else ""
