"""催办: the supervision office asks by hand, with a sentence where it wants to; the same only once a working day."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import About, record_many
from luoshi.duban.oversight.reminders.actions.gather_digests import hand_out
from luoshi.duban.oversight.reminders.actions.plan_reminders import note_vacancies
from luoshi.duban.oversight.reminders.chasing import Chased, look
from luoshi.duban.oversight.reminders.choosing import Ways
from luoshi.duban.oversight.reminders.hours import is_quiet
from luoshi.duban.oversight.reminders.models import Chase, Digest, Kind, Reminder
from luoshi.duban.oversight.reminders.office import rules_of
from luoshi.duban.oversight.reminders.rules import Level
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.models import Assignment, Task

#: The longest sentence that goes with a chase.
LONGEST = 300


def levels_of(*, with_head: bool) -> tuple[Level, ...]:
    """Who is told: the liaison, and the unit's head where that is wanted."""
    return (Level.LIAISON, Level.UNIT_HEAD) if with_head else (Level.LIAISON,)


def chase_tasks(
    tasks: Sequence[Task], *, actor: User, words: str = "", with_head: bool = False
) -> tuple[Chase, list[Chased]]:
    """Chase *tasks* of the actor's office; gives the chase and what became of each.

    Within office hours it is told at once, else with the next working morning's digest.  Of several tasks those that
    were asked for already, or that nobody has to do, are left out; raises the first :class:`Refused` where none is
    left.
    """
    try:
        return _chase(tasks, actor, words.strip()[:LONGEST], with_head=with_head)
    except IntegrityError as error:
        raise Refused(
            "asked-once",
            "刚刚有人催办了其中的任务，请刷新后再看。",
            "Somebody has just chased one of these tasks; load the page again.",
        ) from error


@transaction.atomic
def _chase(tasks: Sequence[Task], actor: User, words: str, *, with_head: bool) -> tuple[Chase, list[Chased]]:
    require(actor, Right.SUPERVISE)
    office, now = actor.office, clock.now()
    if office is None or any(task.office_id != office.pk for task in tasks):
        raise PermissionDenied(_("这不属于您所在的机构。"))
    list(Assignment.objects.select_for_update().filter(task__in=tasks).order_by("pk").values_list("pk", flat=True))
    today = now.astimezone(clock.ZONE).date()
    found, vacant, holders = look(tasks, office, today, levels_of(with_head=with_head))
    going = [one for one in found if one.refusal is None]
    if not going:
        raise next((one.refusal for one in found if one.refusal is not None), _nothing())
    chase = Chase.objects.create(office=office, words=words, made_by=actor, made_at=now)
    made = [
        Reminder(
            office=office,
            assignment=row,
            kind=Kind.CHASE,
            due=today,
            level=to.level,
            instead_of=to.instead_of or "",
            person=to.person,
            chase=chase,
        )
        for one in going
        for row, people in one.to
        for to in people
    ]
    Reminder.objects.bulk_create(made)
    if vacant:
        note_vacancies(office, vacant, holders, today)
    told = [About(one.task, after=_after(one, words)) for one in going]
    record_many("task.chased", told, office=office.key, actor=actor.actor)
    if not is_quiet(rules_of(office.pk), now):
        _tell(chase, made, actor)
    return chase, found


def _tell(chase: Chase, made: Sequence[Reminder], actor: User) -> None:
    """A message of its own to each person."""
    ways = Ways.of(chase.office)
    by_person: dict[int, list[Reminder]] = {}
    for one in made:
        by_person.setdefault(one.person_id, []).append(one)
    day = chase.made_at.astimezone(clock.ZONE).date()
    for person, reminders in by_person.items():
        digest = Digest.objects.create(office=chase.office, person_id=person, day=day, chase=chase)
        hand_out(digest, reminders, ways, actor=actor.actor, chase=chase)


def _after(one: Chased, words: str) -> dict[str, object]:
    return {"unit": "、".join(one.units), "to": one.people, "words": words}


def _nothing() -> Refused:
    return Refused("nothing-chosen", "请先选择要催办的任务。", "Choose the tasks to chase first.")
