"""Whom a chase by hand would reach, and why one is refused: nobody has it to do, or it was asked once already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office
from luoshi.duban.oversight.lights.workdays import working_days
from luoshi.duban.oversight.reminders.models import Chase, Kind, Reminder
from luoshi.duban.oversight.reminders.recipients import Holders, Recipient, Vacant
from luoshi.duban.oversight.reminders.rules import Level
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.models import Assignment, Task
from luoshi.duban.tasks.owed import REPORTING

#: The working days that have to pass before the same is asked by hand again.
PAUSE = 1


@dataclass(slots=True)
class Chased:
    """A task that is to be chased: the units that have it to do with who is told, or why it is not chased."""

    task: Task
    to: list[tuple[Assignment, list[Recipient]]] = field(default_factory=list)
    refusal: Refused | None = None

    @property
    def units(self) -> list[str]:
        """The units' names."""
        return [str(row.unit or row.name) for row, _people in self.to]

    @property
    def people(self) -> list[str]:
        """The names of those who are told."""
        return list(dict.fromkeys(one.person.name for _row, people in self.to for one in people))


def look(
    tasks: Sequence[Task], office: Office, today: date, levels: Sequence[Level]
) -> tuple[list[Chased], list[Vacant], Holders]:
    """What chasing *tasks* today at *levels* comes to, in their order: five queries, whatever their number."""
    holders = Holders.of(office, today)
    rows: dict[int, list[Assignment]] = {}
    open_ones = Assignment.objects.filter(
        task__in=tasks,
        answers=True,
        state__in=REPORTING,
        unit__isnull=False,
        task__issued_at__isnull=False,
        task__suspended_since__isnull=True,
    )
    for row in open_ones.select_related("unit").order_by("position", "pk"):
        rows.setdefault(row.task_id, []).append(row)
    asked = _asked([row.pk for found in rows.values() for row in found])
    vacant: list[Vacant] = []
    found: list[Chased] = []
    for task in tasks:
        one = Chased(task)
        for row in rows.get(task.pk, ()):
            row.task = task
            people, missing = holders.choose(row.unit_id or 0, levels)
            vacant += missing
            one.to.append((row, people))
        one.refusal = _refusal(one, asked, today)
        found.append(one)
    return found, vacant, holders


def _asked(assignments: Sequence[int]) -> dict[int, Reminder]:
    """The newest chase by hand of each assignment."""
    rows = Reminder.objects.filter(assignment__in=assignments, kind=Kind.CHASE, chase__isnull=False)
    return {one.assignment_id: one for one in rows.select_related("chase__made_by", "person").order_by("due", "pk")}


def _refusal(one: Chased, asked: dict[int, Reminder], today: date) -> Refused | None:
    name = one.task.number or one.task.title
    if not one.to:
        return Refused(
            "nobody-has-it",
            f"“{name}”现在没有需要办理的单位，不必催办。",
            f"No unit has {name} to do now; there is nobody to chase.",
        )
    for row, _people in one.to:
        before = asked.get(row.pk)
        if before is not None and before.chase is not None and working_days(before.due, today) < PAUSE:
            return _asked_once(name, before.chase)
    if not one.people:
        units = "、".join(one.units)
        return Refused(
            "nobody-to-tell",
            f"{units}的联络员、单位负责人和分管领导都无人任职，“{name}”催办不了；请先在岗位中安排人员。",
            f"Nobody holds a post of {units}: {name} cannot be chased. Appoint somebody first.",
        )
    return None


def _asked_once(name: str, before: Chase) -> Refused:
    when, who = before.made_at.astimezone(clock.ZONE), before.made_by.name
    return Refused(
        "asked-once",
        f"“{name}”已由{who}于{when.month}月{when.day}日{when:%H:%M}催办过，一个工作日内不重复催办。",
        f"{name} was chased by {who} on {when:%d %b at %H:%M}; the same is asked once within a working day.",
    )
