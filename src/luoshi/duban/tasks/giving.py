"""Units come on to an issued task and are taken off it; each keeps the lateness that was its own.

Who is taken off keeps its assignment on record, withdrawn, with its limit and its days; who comes on starts clean:
late only from that day on.  Only a unit that answers to the office is late, so one that begins to answer (a
supporting unit that now leads) starts clean as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import F

from luoshi.duban import clock
from luoshi.duban.organisations.models import Unit
from luoshi.duban.tasks.lateness import late_days
from luoshi.duban.tasks.limiting import drop_own_limits
from luoshi.duban.tasks.models import OVER, Assignment, AssignmentRole, Decision, Extension, Return, State, Task

Chosen = Sequence[tuple[Unit, AssignmentRole]]


def set_units(task: Task, units: Chosen, due: date | None) -> tuple[list[Unit], list[Unit]]:
    """Let *task* have these units, in their order, those that are new with the limit *due*.

    Gives the units that were taken off and those that came on; the task is not refreshed.
    """
    rows = {row.unit_id: row for row in Assignment.objects.filter(task=task).select_related("unit")}
    came_on = [
        unit
        for position, (unit, role) in enumerate(units, 1)
        if give(task, rows.pop(unit.pk, None), unit=unit, role=role, position=position, due=due)
    ]
    left = [row for row in rows.values() if row.state not in OVER and row.role != AssignmentRole.PART]
    return take_off(task, left, position=len(units) + 1), came_on


def give(  # noqa: PLR0913 -- what an assignment is made of
    task: Task, row: Assignment | None, *, unit: Unit, role: AssignmentRole, position: int, due: date | None
) -> bool:
    """Let *unit* have *task* in that role; *row* is its assignment where it has or had one.  Whether it came on."""
    moment = clock.now()
    new = row is None
    if row is None:
        row = Assignment(task=task, unit=unit, name=unit.name, why="person", first_due=due)
    row.role, row.position, row.parent = role, position, None
    comes_on = new or row.state == State.WITHDRAWN
    if comes_on:
        row.late_before = 0 if new else late_days(row, task, moment.date())
        row.state, row.state_since = State.ISSUED, moment
        row.due, row.counts_from, row.ended_on, row.done_on = due, moment.date(), None, None
        if not new:
            drop_own_limits([row])
    row.version += not new
    row.save()
    return comes_on


def take_off(task: Task, rows: Iterable[Assignment], *, position: int) -> list[Unit]:
    """Withdraw *rows* (read with their units), and what their units gave to units below them; gives all the units."""
    given = list(rows)
    parts = Assignment.objects.filter(task=task, parent__in=[row.pk for row in given]).exclude(state__in=OVER)
    moment = clock.now()
    found: list[Unit] = []
    below = list(parts.select_related("unit"))
    for row in [*given, *below]:
        row.state, row.state_since, row.ended_on = State.WITHDRAWN, moment, moment.date()
        row.position, row.version = position, row.version + 1
        row.save(update_fields=("state", "state_since", "ended_on", "position", "version"))
        if row.unit is not None:
            found.append(row.unit)
    lapse([*given, *below])
    return found


def lapse(rows: Iterable[Assignment]) -> None:
    """What the units of *rows* asked for and nobody has decided is asked no more: they have nothing to do with it."""
    keys = [row.pk for row in rows]
    for kind in (Extension, Return):
        waiting = kind.objects.filter(assignment__in=keys, decision=Decision.OPEN)
        waiting.update(decision=Decision.LAPSED, decided_at=clock.now(), version=F("version") + 1)


def withdraw_all(task: Task) -> list[Unit]:
    """Take *task* off every unit that still has it, at one moment; gives the units in their order."""
    rows = list(Assignment.objects.filter(task=task).exclude(state__in=OVER).select_related("unit"))
    Assignment.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=State.WITHDRAWN, state_since=clock.now(), ended_on=clock.today(), version=F("version") + 1
    )
    lapse(rows)
    return list({row.unit.pk: row.unit for row in rows if row.unit is not None}.values())


def start_clean(task: Task, answered: Iterable[int]) -> None:
    """Units that answer now and did not before (*answered*: the keys of the assignments that did) start clean."""
    today = clock.today()
    rows = Assignment.objects.filter(task=task, answers=True, due__lt=today).exclude(state__in=OVER)
    rows.exclude(pk__in=list(answered)).update(counts_from=today)
