"""One item on the screen: the task, who has it, its light, what was reported last, who was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404

from luoshi.duban.oversight import asked
from luoshi.duban.oversight.asked import Asking
from luoshi.duban.oversight.dashboards.turned import light_of
from luoshi.duban.oversight.lights.wording import forecast, why
from luoshi.duban.oversight.meetings.models import Meeting, MeetingItem
from luoshi.duban.oversight.meetings.queries import items_of
from luoshi.duban.oversight.models import TaskLight
from luoshi.duban.tasks import wording
from luoshi.duban.tasks.models import Assignment, Report, State, Task


@dataclass(frozen=True, slots=True)
class Screen:
    """What the page shows.  ``reports`` are the last ones of the units that answer, with their assignments."""

    item: MeetingItem
    task: Task
    answering: str
    supporting: str
    limit: str
    light: TaskLight | None
    why: str
    forecast: str
    reports: Sequence[tuple[Assignment, Report | None]]
    asked: Asking | None

    @property
    def text(self) -> str:
        """The wording, where it says more than the title."""
        text = self.task.text.strip()
        return "" if text.rstrip("。") == self.task.title.rstrip("。") else text


def item_for(meeting: Meeting, number: int) -> MeetingItem:
    """The item, or 404."""
    item = items_of(meeting).filter(number=number).first()
    if item is None:
        raise Http404
    item.meeting = meeting
    return item


def screen(item: MeetingItem) -> Screen:
    """Item and task as they are now: three questions to the database."""
    task = item.task
    wording.fetch_units([task])
    rows = list(task.assignments.all())
    answering = [row for row in rows if row.answers and row.state != State.WITHDRAWN]
    reports = Report.objects.in_bulk([row.latest_id for row in answering if row.latest_id])
    light = TaskLight.objects.filter(pk=task.pk).first()
    computed = light_of(light) if light is not None else None
    return Screen(
        item,
        task,
        wording.answering(task),
        wording.supporting(task),
        wording.limit(task),
        light,
        why(computed) if computed is not None else "",
        forecast(computed) if computed is not None else "",
        [(row, reports.get(row.latest_id or 0)) for row in answering],
        asked.latest([task.pk]).get(task.pk),
    )
