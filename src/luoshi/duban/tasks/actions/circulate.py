"""征求意见: send a draft to the units that it names, each its own extract behind its own link."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.problems import Refused
from luoshi.duban.tasks import counting
from luoshi.duban.tasks.circulation.extracts import Addressee, addressees, circulated_tasks
from luoshi.duban.tasks.circulation.wording import wording_of
from luoshi.duban.tasks.links.tokens import digest, new_token
from luoshi.duban.tasks.models import CirculatedTask, Circulation, ExtractRow, Invitation, Plan, PlanState, Task
from luoshi.duban.tasks.moving import move_plan
from luoshi.duban.tasks.returning.codes import new_code

#: A link outlives the last day by so many days: late answers are taken until the round is closed.
LINK_DAYS_AFTER = 14


@dataclass(frozen=True, slots=True)
class Opened:
    """A new round; ``tokens`` by the key of the invitation are shown once and kept nowhere."""

    circulation: Circulation
    tokens: dict[int, str]


@transaction.atomic
def circulate(
    plan: Plan, *, actor: User, answer_by: date, message: str = "", units: Collection[int] | None = None
) -> Opened:
    """Open a round in which *units* (keys; all that the plan names, where ``None``) answer until *answer_by*, included.

    Refused while a statement is undecided, where the day is past, or where nobody is left to ask.
    """
    require(actor, Right.CIRCULATE)
    _check(plan, answer_by)
    tasks = circulated_tasks(plan)
    named = addressees(tasks, clock.today()).units
    asked = [one for one in named if units is None or one.unit.pk in units]
    if not asked:
        raise Refused("nobody-asked", "请至少选择一个征求意见的单位。", "Choose at least one unit to ask.")
    Circulation.objects.filter(plan=plan, closed_at__isnull=True).update(closed_at=clock.now(), closed_by=actor)
    before = move_plan(plan, PlanState.CIRCULATING)
    circulation = Circulation.objects.create(
        plan=plan,
        number=plan.circulations.count() + 1,
        code=_unused_code(),
        answer_by=answer_by,
        message=message.strip(),
        opened_by=actor,
    )
    tokens = _invite(circulation, asked, _freeze(circulation, tasks))
    record(
        "circulation.opened",
        plan,
        office=actor.office_key,
        actor=actor.actor,
        before={"state": before},
        after={
            "state": plan.state,
            "round": circulation.number,
            "answer_by": answer_by.isoformat(),
            "tasks": len(tasks),
            "units": [one.unit.name for one in asked],
        },
    )
    return Opened(circulation, tokens)


def _check(plan: Plan, answer_by: date) -> None:
    waiting = counting.undecided_count(plan)
    if waiting:
        raise Refused(
            "undecided",
            f"还有 {waiting} 句未审核，全部审核后才能征求意见。",
            f"{waiting} statements are not decided yet; the plan can be circulated when every one is.",
        )
    if answer_by < clock.today():
        raise Refused("day-past", "反馈期限不能早于今天。", "The last day for answers must not be in the past.")


def _unused_code() -> str:
    code = new_code()
    while Circulation.objects.filter(code=code).exists():
        code = new_code()
    return code


def _freeze(circulation: Circulation, tasks: Sequence[Task]) -> dict[int, CirculatedTask]:
    """Keep each task as it is sent; by the task's key."""
    rows = [
        CirculatedTask(circulation=circulation, task=task, number=number, title=task.title, **wording_of(task))
        for number, task in enumerate(tasks, 1)
    ]
    CirculatedTask.objects.bulk_create(rows, batch_size=500)
    return {row.task_id: row for row in rows if row.task_id is not None}


def _invite(circulation: Circulation, asked: Sequence[Addressee], rows: dict[int, CirculatedTask]) -> dict[int, str]:
    expires = link_expiry(circulation.answer_by)
    tokens: dict[int, str] = {}
    extract: list[ExtractRow] = []
    for number, one in enumerate(asked, 1):
        token = new_token()
        invitation = Invitation.objects.create(
            circulation=circulation, unit=one.unit, number=number, token_sha256=digest(token), expires_at=expires
        )
        tokens[invitation.pk] = token
        extract += [
            ExtractRow(invitation=invitation, row=rows[task], role=part.role, through=part.through)
            for task, part in one.parts.items()
        ]
    ExtractRow.objects.bulk_create(extract, batch_size=500)
    return tokens


def link_expiry(answer_by: date) -> datetime:
    """The moment from which a link of a round with this last day is dead."""
    return datetime.combine(answer_by + timedelta(days=LINK_DAYS_AFTER + 1), time.min, clock.ZONE)
