"""Write down who has to be reminded of what today; each fact, step and recipient once, whenever it runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from luoshi.duban.accounts.models import Office
from luoshi.duban.oversight.reminders.due import Due, due_in
from luoshi.duban.oversight.reminders.models import Reminder, Vacancy
from luoshi.duban.oversight.reminders.recipients import Holders, Vacant
from luoshi.duban.oversight.reminders.rules import Level, Rules

_AT_ONCE = 400
_Key = tuple[int, str, date, int]


@transaction.atomic
def plan_reminders(office: Office, rules: Rules, today: date) -> int:
    """Write the reminders of *office* that are due on *today* and are not there yet; gives how many.

    A level that was reminded of a step is done with it, also where the post changes hands afterwards; where nobody
    holds a level the next one above gets the reminder, and the office a note.
    """
    due = due_in(office, rules, today)
    if not due and not Vacancy.objects.filter(office=office, filled_on__isnull=True).exists():
        return 0
    holders = Holders.of(office, today)
    vacant: list[Vacant] = []
    count = 0
    for start in range(0, len(due), _AT_ONCE):
        some = due[start : start + _AT_ONCE]
        made, missing = _choose(office, some, rules, holders)
        Reminder.objects.bulk_create(made, ignore_conflicts=True)
        vacant += missing
        count += len(made)
    note_vacancies(office, vacant, holders, today)
    return count


def _choose(office: Office, due: Sequence[Due], rules: Rules, holders: Holders) -> tuple[list[Reminder], list[Vacant]]:
    levels, people = _there(due)
    made: list[Reminder] = []
    vacant: list[Vacant] = []
    for one in due:
        unit = one.assignment.unit_id or 0
        recipients, missing = holders.choose(unit, rules.levels_at(one.step))
        vacant += missing
        for to in recipients:
            if (one.key, to.level) in levels or (one.key, to.person.pk) in people:
                continue
            made.append(
                Reminder(
                    office=office,
                    assignment=one.assignment,
                    kind=one.kind,
                    due=one.due,
                    step=one.step,
                    level=to.level,
                    instead_of=to.instead_of or "",
                    person=to.person,
                )
            )
    return made, vacant


def _there(due: Sequence[Due]) -> tuple[set[tuple[_Key, Level]], set[tuple[_Key, int]]]:
    """The levels and the people that were told of these steps already."""
    rows = Reminder.objects.filter(
        assignment__in=[one.assignment.pk for one in due], step__in={one.step for one in due}
    ).values_list("assignment", "kind", "due", "step", "level", "person")
    found = list(rows)
    return (
        {((row[0], row[1], row[2], row[3]), Level(row[4])) for row in found},
        {((row[0], row[1], row[2], row[3]), row[5]) for row in found},
    )


def note_vacancies(office: Office, vacant: Iterable[Vacant], holders: Holders, today: date) -> None:
    """Keep a note for the office of every level that nobody held, until somebody does."""
    missing = {(one.unit, one.level): one.passed_to for one in vacant}
    for row in Vacancy.objects.filter(office=office, filled_on__isnull=True):
        key = (row.unit_id, Level(row.level))
        if key in missing:
            row.passed_to, row.last_on = missing.pop(key) or "", today
            row.save(update_fields=("passed_to", "last_on"))
        elif holders.at(*key):
            row.filled_on = today
            row.save(update_fields=("filled_on",))
    Vacancy.objects.bulk_create(
        (
            Vacancy(office=office, unit_id=unit, level=level, passed_to=passed or "", since=today, last_on=today)
            for (unit, level), passed in missing.items()
        ),
        ignore_conflicts=True,
    )
