"""Where a released task stands and how it got there, in words for everybody; what follows from dates alone.

Nothing of what units report, of who decided, or of any person is told: the day of issue, each limit, the days on which
the clock stood still, close-out, and withdrawal.  Late stays late.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from luoshi.duban.clock import ZONE
from luoshi.duban.oversight.publication.models import PublicNote
from luoshi.duban.tasks.lateness import is_overdue, task_overdue_days
from luoshi.duban.tasks.models import Limit, LimitKind, State, Suspension, Task


class Standing(StrEnum):
    """What the public is told of a task's state."""

    UNDER_WAY = "under-way"
    LONG_TERM = "long-term"
    OVERDUE = "overdue"
    CHECKED = "being-checked"
    STOPPED = "suspended"
    DONE = "done"
    DONE_LATE = "done-late"
    ENDED = "ended"
    MERGED = "merged"


NAMES = {
    Standing.UNDER_WAY: gettext_lazy("正在办理"),
    Standing.LONG_TERM: gettext_lazy("长期坚持"),
    Standing.OVERDUE: gettext_lazy("逾期未完成"),
    Standing.CHECKED: gettext_lazy("已报完成，正在核查"),
    Standing.STOPPED: gettext_lazy("暂停办理"),
    Standing.DONE: gettext_lazy("已完成"),
    Standing.DONE_LATE: gettext_lazy("已完成（晚于时限）"),
    Standing.ENDED: gettext_lazy("不再办理"),
    Standing.MERGED: gettext_lazy("并入其他事项办理"),
}
#: What is settled: nothing more is to be expected.
SETTLED = frozenset({Standing.DONE, Standing.DONE_LATE, Standing.ENDED, Standing.MERGED})
_HANDED_IN = (State.SUBMITTED, State.VERIFIED)


@dataclass(frozen=True, slots=True)
class Step:
    """One day in a task's course."""

    day: date
    words: str


def standing(task: Task, today: date) -> Standing:
    """Where *task* stands on *today*."""
    if task.state == State.WITHDRAWN:
        return Standing.ENDED if task.merged_into_id is None else Standing.MERGED
    if task.state == State.CLOSED_OUT:
        return Standing.DONE_LATE if late_days(task, today) else Standing.DONE
    if task.suspended_since is not None:
        return Standing.STOPPED
    if is_overdue(task, today):
        return Standing.OVERDUE
    if task.state in _HANDED_IN:
        return Standing.CHECKED
    return Standing.LONG_TERM if task.limit_kind == LimitKind.LONG_TERM else Standing.UNDER_WAY


def late_days(task: Task, today: date) -> int:
    """All days past its limits, under earlier ones too."""
    return task.late_before + task_overdue_days(task, today)


@dataclass(frozen=True, slots=True)
class Known:
    """What the course of a task is told from: its own limits in the order in which they were set, the days on which its
    clock stood still, the day on which the last unit was closed out, and what the office added."""

    limits: Sequence[Limit]
    stops: Sequence[Suspension]
    notes: Sequence[PublicNote]
    closed_on: date | None


def course(task: Task, known: Known) -> list[Step]:
    """The course of *task*, the earliest day first."""
    steps = [Step(note.day, note.words) for note in known.notes]
    if task.issued_at is not None:
        steps.append(Step(task.issued_at.astimezone(ZONE).date(), _("列入督办。")))
    before: Limit | None = None
    for one in known.limits:
        if before is not None and (before.due, before.text) != (one.due, one.text):
            told = {"before": limit_words(before), "after": limit_words(one)}
            steps.append(Step(one.set_at.astimezone(ZONE).date(), _("完成时限由%(before)s调整为%(after)s。") % told))
        before = one
    for stop in known.stops:
        steps.append(Step(stop.starts, _("暂停办理，时限顺延。")))
        if stop.ends is not None:
            steps.append(Step(stop.ends, _("恢复办理。")))
    if task.done_on is not None and task.state in (*_HANDED_IN, State.CLOSED_OUT):
        steps.append(Step(task.done_on, _("承办单位报告完成。")))
    if task.state == State.CLOSED_OUT and known.closed_on is not None:
        steps.append(Step(known.closed_on, _closed(task)))
    if task.withdrawn_on is not None:
        goes_on = task.merged_into_id is not None
        steps.append(Step(task.withdrawn_on, _("并入其他事项，继续办理。") if goes_on else _("不再作为督办事项。")))
    return sorted(steps, key=lambda step: step.day)


def _closed(task: Task) -> str:
    days = task.late_before + task_overdue_days(task, task.done_on or date.max)
    if not days:
        return _("核查属实，按时完成，予以销号。")
    return ngettext("核查属实，予以销号；比时限晚%(days)s天。", "核查属实，予以销号；比时限晚%(days)s天。", days) % {
        "days": days
    }


def limit_words(limit: Limit) -> str:
    """A limit for everybody: the day, or the words where there is none."""
    if limit.due is not None and limit.kind not in (LimitKind.LONG_TERM, LimitKind.OPEN):
        return limit.due.isoformat()
    return limit.text or str(LimitKind(limit.kind).label)
