"""印发: issue an approved plan under its 文号: every task gets its number, every unit its assignments."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import About, record, record_many
from luoshi.duban.problems import Refused
from luoshi.duban.registers.models import Completion
from luoshi.duban.tasks.actions.propose_plan import check_complete
from luoshi.duban.tasks.derivation import derive, leading
from luoshi.duban.tasks.desk.merging import add_merged_sources
from luoshi.duban.tasks.desk.similar import sign
from luoshi.duban.tasks.issuing.assigning import assign
from luoshi.duban.tasks.issuing.cover import Cover, as_json
from luoshi.duban.tasks.issuing.numbers import next_numbers
from luoshi.duban.tasks.ledger.words import write_words
from luoshi.duban.tasks.models import Assignment, AssignmentRole, IssuedPaper, Limit, Plan, PlanState, State, Task
from luoshi.duban.tasks.moving import move_plan
from luoshi.duban.tasks.watching import tasks_changed


@transaction.atomic
def issue_plan(  # noqa: PLR0913 -- an issue has that many sides
    plan: Plan,
    *,
    actor: User,
    number: str,
    issued_on: date,
    cover: Cover | None = None,
    papers: Mapping[str, bytes] | None = None,
) -> Plan:
    """Issue *plan* under the document number *number*, dated *issued_on*, with *cover* as its notice.

    *papers* are the files that go out, by their ending (docx, pdf), made from the plan as it was approved.  A group
    of units (各乡镇) becomes one assignment for each of its members on that day, which remembers the group.  The
    limits that stand now are the first ones and stay on record for ever.
    """
    require(actor, Right.ISSUE_PLAN)
    number = number.strip()
    if not number:
        raise Refused("no-number", "请填写文号。", "Give the document number.")
    if Plan.objects.filter(office=plan.office_id, number=number).exclude(pk=plan.pk).exists():
        raise Refused("number-taken", f"文号“{number}”已经用过。", f"The number {number} is in use already.")
    check_complete(plan)
    before = move_plan(plan, PlanState.ISSUED)
    moment = clock.now()
    plan.number, plan.issued_on, plan.issued_by, plan.issued_at = number, issued_on, actor, moment
    plan.cover = as_json(cover) if cover else plan.cover
    plan.save(update_fields=("number", "issued_on", "issued_by", "issued_at", "cover"))
    tasks = list(plan.tasks.order_by("position", "id"))
    assigned = assign(tasks, day=issued_on, moment=moment)
    _open(plan, tasks, assigned, moment)
    sign(tasks)
    add_merged_sources(plan, actor=actor)
    tasks_changed(task.pk for task in tasks)
    kept = _keep(plan, papers or {})
    record(
        "plan.issued",
        plan,
        office=actor.office_key,
        actor=actor.actor,
        before={"state": before},
        after={
            "state": plan.state,
            "number": number,
            "issued_on": issued_on.isoformat(),
            "tasks": len(tasks),
            "papers": kept,
        },
    )
    record_many(
        "task.issued",
        [About(task, after=_as_issued(task, assigned[task.pk])) for task in tasks],
        office=actor.office_key,
        actor=actor.actor,
    )
    return plan


def _open(plan: Plan, tasks: Sequence[Task], assigned: dict[int, list[Assignment]], moment: datetime) -> None:
    """Number the tasks and put them under way."""
    for task, number in zip(tasks, next_numbers(plan.register, len(tasks)), strict=True):
        task.number, task.issued_at = number, moment
        task.state = derive(
            Completion(task.completion), [(AssignmentRole(row.role), State(row.state)) for row in assigned[task.pk]]
        )
        task.lead_id = leading(assigned[task.pk])
    Task.objects.bulk_update(tasks, ("number", "issued_at", "state", "lead"), batch_size=500)
    write_words(tasks)
    Limit.objects.filter(task__plan=plan, is_current=True).update(is_first=True)


def _keep(plan: Plan, papers: Mapping[str, bytes]) -> dict[str, str]:
    """Store the papers; the answer is their digests, which go into the record."""
    digests = {kind: hashlib.sha256(content).hexdigest() for kind, content in papers.items()}
    IssuedPaper.objects.bulk_create(
        IssuedPaper(plan=plan, kind=kind, sha256=digests[kind], content=content) for kind, content in papers.items()
    )
    return digests


def _as_issued(task: Task, assigned: Sequence[Assignment]) -> dict[str, object]:
    return {
        "number": task.number,
        "text": task.text,
        "limit": task.limit_text,
        "due": task.due.isoformat() if task.due else None,
        "units": [[row.name, row.role] for row in assigned],
    }
