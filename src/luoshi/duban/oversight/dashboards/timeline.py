"""时限: a page of tasks as bars from their issue to their limit, with progress, and what is past it marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from luoshi.duban.addresses import address_of
from luoshi.duban.clock import ZONE
from luoshi.duban.oversight.dashboards.landed import standing
from luoshi.duban.oversight.dashboards.seen import Seen
from luoshi.duban.oversight.models import TaskLight
from luoshi.duban.tasks import wording
from luoshi.duban.tasks.lateness import task_overdue_days
from luoshi.duban.tasks.models import OVER, Task
from luoshi.layout.grid import Align, Cell, Column, Grid, Row


class Scale(StrEnum):
    """What the axis is parted by."""

    WEEK = "week"
    MONTH = "month"


SCALES: dict[Scale, str | Promise] = {Scale.WEEK: gettext_lazy("按周"), Scale.MONTH: gettext_lazy("按月")}
#: By weeks, so many days before and after today are shown; bars go on beyond.
_WEEKS_BACK, _WEEKS_AHEAD = 28, 56


@dataclass(frozen=True, slots=True)
class Bar:
    """A task: its first day, its limit, the unit's own figure in per cent, and the days by which it is past the limit.

    ``until`` is the day to which it is late: today, or the day on which it was done.
    """

    task: Task
    starts: date
    due: date
    percent: float | None
    late: int
    light: TaskLight | None

    @property
    def until(self) -> date:
        """The last day of the bar."""
        return self.due + timedelta(days=self.late)

    @property
    def units(self) -> str:
        """Who answers for it."""
        return wording.answering(self.task)


def timed(seen: Seen) -> QuerySet[Task]:
    """The open tasks with a limit that the filters let through, whose limit is nearest first."""
    tasks = standing(seen.tasks).filter(due__isnull=False)
    if not seen.asked["state"]:
        tasks = tasks.exclude(state__in=OVER)
    return tasks.order_by("due", "pk")


def bars(tasks: Sequence[Task], today: date) -> list[Bar]:
    """A bar for each task of a page: one query for their lights."""
    lights = TaskLight.objects.in_bulk([task.pk for task in tasks])
    return [_bar(task, lights.get(task.pk), today) for task in tasks if task.issued_at is not None and task.due]


def _bar(task: Task, light: TaskLight | None, today: date) -> Bar:
    starts = task.issued_at.astimezone(ZONE).date() if task.issued_at else today
    due = task.due or today
    percent = None if light is None else light.percent
    return Bar(task, min(starts, due), due, percent, task_overdue_days(task, today), light)


def data(found: Sequence[Bar], scale: Scale, today: date) -> dict[str, object]:
    """What the script draws; days are ISO dates."""
    first, last = _range(found, scale, today)
    return {
        "kind": "timeline",
        "today": today.isoformat(),
        "words": {"done": _("已完成的进度"), "rest": _("到时限还有"), "late": _("已过时限"), "today": _("今天")},
        "first": first.isoformat(),
        "last": last.isoformat(),
        "marks": [[day.isoformat(), words] for day, words in _marks(first, last, scale)],
        "bars": [
            {
                "label": f"{bar.task.number} {bar.task.title}".strip(),
                "title": bar.task.title,
                "starts": bar.starts.isoformat(),
                "due": bar.due.isoformat(),
                "until": bar.until.isoformat(),
                "percent": bar.percent or 0,
                "late": bar.late,
                "told": _told(bar),
                "url": address_of("tasks:task", bar.task.pk),
            }
            for bar in found
        ],
    }


def _told(bar: Bar) -> str:
    """What a bar says when it is pointed at."""
    told = {"title": bar.task.title, "starts": bar.starts.isoformat(), "due": bar.due.isoformat()}
    words = _("%(title)s\n交办%(starts)s，时限%(due)s") % told
    if bar.percent is not None:
        words += _("，进度%(percent)s%%") % {"percent": f"{bar.percent:.0f}"}
    if bar.late:
        words += ngettext("，逾期%(days)s天", "，逾期%(days)s天", bar.late) % {"days": bar.late}
    return words


def _range(found: Sequence[Bar], scale: Scale, today: date) -> tuple[date, date]:
    if scale is Scale.WEEK:
        monday = today - timedelta(days=today.weekday())
        return monday - timedelta(days=_WEEKS_BACK), monday + timedelta(days=_WEEKS_AHEAD)
    days = [today, *(bar.starts for bar in found), *(bar.until for bar in found)]
    last = max(days)
    return min(days).replace(day=1), (last.replace(day=28) + timedelta(days=4)).replace(day=1)


def _marks(first: date, last: date, scale: Scale) -> list[tuple[date, str]]:
    """Where the axis has a line, and what stands there: Mondays, or the firsts of months."""
    if scale is Scale.WEEK:
        days = [first + timedelta(days=count) for count in range(0, (last - first).days + 1, 7)]
        return [(day, f"{day.month}/{day.day}") for day in days]
    marks: list[tuple[date, str]] = []
    day = first
    while day <= last:
        marks.append((day, f"{day.year}-{day.month:02}" if day.month == 1 or not marks else f"{day.month:02}"))
        day = (day + timedelta(days=32)).replace(day=1)
    step = max(1, -(-len(marks) // 24))
    return marks[::step]


_COLUMNS = (
    Column("编号", 28, Align.CENTRE),
    Column("工作任务", 80),
    Column("牵头（责任）单位", 40, Align.CENTRE),
    Column("交办时间", 24, Align.CENTRE),
    Column("截止日期", 24, Align.CENTRE),
    Column("进度（%）", 18, Align.CENTRE, numeric=True),
    Column("逾期天数", 18, Align.CENTRE, numeric=True),
)


def grid(found: Sequence[Bar], note: str) -> Grid:
    """The page of bars as a sheet, in Chinese."""
    rows = tuple(
        Row(
            tuple(
                Cell(words)
                for words in (
                    *(bar.task.number, bar.task.title, bar.units, bar.starts.isoformat(), bar.due.isoformat()),
                    "" if bar.percent is None else f"{bar.percent:.0f}",
                    str(bar.late or ""),
                )
            )
        )
        for bar in found
    )
    return Grid("时限", "未办结任务的时限", _COLUMNS, rows, note)


def sentence(found: Sequence[Bar], count: int, today: date) -> str:
    """What the chart shows, in words."""
    if not found:
        return _("没有带时限的未办结任务。")
    late = sum(bar.late > 0 for bar in found)
    told = {"count": count, "shown": len(found), "late": late, "today": today.isoformat()}
    return _("共%(count)s项，本页%(shown)s项按时限先后排列，其中%(late)s项已过时限；竖线是今天%(today)s。") % told
