"""并案: one task goes on for two, so that a unit reports once and both sources show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.organisations.models import Unit
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.acting import require_office
from luoshi.duban.tasks.basis import Basis, keep_change
from luoshi.duban.tasks.derivation import refresh
from luoshi.duban.tasks.desk.similar import sign
from luoshi.duban.tasks.giving import give, withdraw_all
from luoshi.duban.tasks.limiting import SetBy, move_limits, own_due, own_limit, set_task_limit
from luoshi.duban.tasks.models import (
    DOING,
    OVER,
    Assignment,
    AssignmentRole,
    NoticeKind,
    State,
    Target,
    Task,
    TaskSource,
)
from luoshi.duban.tasks.moving import change_facts
from luoshi.duban.tasks.proposed import limit_of
from luoshi.duban.tasks.telling import tell


@dataclass(frozen=True, slots=True)
class Seen:
    """The two tasks as the person saw them: the one that goes on, the other, and their versions."""

    kept: Task
    kept_version: int
    other: Task
    other_version: int


@transaction.atomic
def merge_tasks(seen: Seen, *, actor: User, basis: Basis, takes_limit: bool = False) -> Task:
    """Let ``seen.kept`` go on for ``seen.other`` too, and give it.

    It takes over the other's sources, each with the limit it sets, its targets, and its units where it has them not:
    these support.  Its wording stays, and its limit unless *takes_limit* says that the other's counts.  The other is
    withdrawn and points to it; what was reported on it, and how late it was, stay there.  Refused without a basis,
    and unless both are open tasks of the office.
    """
    kept, other = seen.kept, seen.other
    for task in (kept, other):
        require_office(actor, Right.CHANGE_ISSUED, task)
    basis = basis.given("并案", "is merged")
    _check(kept, other)
    before = {"state": str(other.state), "due": kept.due.isoformat() if kept.due else None}
    change_facts(kept, seen.kept_version)
    today = clock.today()
    change_facts(other, seen.other_version, state=State.WITHDRAWN, withdrawn_on=today, merged_into=kept)
    sources, targets = _add_sources(kept, other), _add_targets(kept, other)
    limit = own_limit(other) if takes_limit else None
    if limit is not None and limit.due != own_due(kept):
        move_limits(kept, limit.due, was=own_due(kept))
        set_task_limit(kept, limit_of(limit), SetBy(actor, f"并案{other.number}，{basis.words}"))
        kept.save(update_fields=("limit_kind", "limit_text", "due"))
    came_on = _bring_on(kept, other)
    left = withdraw_all(other)
    refresh(kept)
    refresh(other)
    sign([kept])
    _tell(seen, actor, left)
    after = {
        "kept": kept.number,
        "sources": sources,
        "targets": targets,
        "units": [unit.name for unit in came_on],
        "due": kept.due.isoformat() if kept.due else None,
    }
    _keep(seen, actor, basis, before, after)
    return kept


def _check(kept: Task, other: Task) -> None:
    if kept.pk == other.pk:
        raise Refused("same-task", "不能与自己并案，请选另一任务。", "Choose another task to merge with.")
    for task in (kept, other):
        if task.issued_at is None or task.state in OVER:
            raise Refused("not-open", f"“{task.title}”不在办理中，不能并案。", f"{task.title} is not open.")


def _add_sources(kept: Task, other: Task) -> list[dict[str, str]]:
    """The other's sources beside those of *kept*; a statement that is one already stays once."""
    there = set(TaskSource.objects.filter(task=kept, statement__isnull=False).values_list("statement", flat=True))
    position = TaskSource.objects.filter(task=kept).count()
    new: list[TaskSource] = []
    for source in TaskSource.objects.filter(task=other).order_by("position", "id"):
        if source.statement_id is None or source.statement_id not in there:
            source.pk, source.task, source.position = None, kept, position + len(new)
            source._state.adding = True
            new.append(source)
    TaskSource.objects.bulk_create(new)
    return [{"quote": one.quote, "limit": one.limit_text} for one in new]


def _add_targets(kept: Task, other: Task) -> list[str]:
    """The other's targets that *kept* has not, so that the one report answers for both."""

    def sort(target: Target) -> tuple[object, ...]:
        words = "" if target.is_figure and target.value is not None else target.words
        return (words, target.measured, target.comparator, target.value, target.upper, target.unit)

    there = {sort(target) for target in Target.objects.filter(task=kept)}
    position = len(there)
    new: list[Target] = []
    for target in Target.objects.filter(task=other):
        if sort(target) not in there:
            target.pk, target.task, target.position = None, kept, position + len(new)
            target._state.adding = True
            new.append(target)
    Target.objects.bulk_create(new)
    return [target.words for target in new]


def _bring_on(kept: Task, other: Task) -> list[Unit]:
    """The other's units that *kept* has not come on as supporting; those it only informed take part from now on."""
    rows = {row.unit_id: row for row in Assignment.objects.filter(task=kept)}
    position = max((row.position for row in rows.values() if row.state != State.WITHDRAWN), default=0)
    due = own_due(kept)
    came_on: list[Unit] = []
    missing = Assignment.objects.filter(task=other).exclude(state__in=OVER).exclude(role=AssignmentRole.PART)
    for row in missing.select_related("unit").order_by("position", "id"):
        here = rows.get(row.unit_id)
        role = AssignmentRole.SUPPORTING if row.role in DOING else AssignmentRole.INFORMED
        if row.unit is None or not _is_missing(here, role):
            continue
        position += 1
        if give(kept, here, unit=row.unit, role=role, position=position, due=due):
            came_on.append(row.unit)
    return came_on


def _is_missing(here: Assignment | None, role: AssignmentRole) -> bool:
    if here is None or here.state == State.WITHDRAWN:
        return True
    return here.role in (AssignmentRole.INFORMED, AssignmentRole.PART) and role == AssignmentRole.SUPPORTING


def _tell(seen: Seen, actor: User, left: Sequence[Unit]) -> None:
    """Who had the other learns where it goes on; who has *kept* that it answers for two now."""
    kept, other = seen.kept, seen.other
    into = f"{other.number}“{other.title}”并入{kept.number}“{kept.title}”，今后只在{kept.number}反馈一次。"
    tell(other, left, NoticeKind.MERGED, into, actor=actor)
    told = {unit.pk for unit in left}
    others = Assignment.objects.filter(task=kept).exclude(state__in=OVER).select_related("unit")
    tell(kept, [row.unit for row in others if row.unit_id not in told], NoticeKind.MERGED, into, actor=actor)


def _keep(seen: Seen, actor: User, basis: Basis, before: Mapping[str, object], after: Mapping[str, object]) -> None:
    """Both histories say so."""
    kept, other = seen.kept, seen.other
    now = {**after, "other": other.number, "other_title": other.title, "at": clock.today().isoformat()}
    keep_change("task.merged", kept, actor=actor, basis=basis, before={"due": before["due"]}, after=now)
    keep_change(
        "task.merged",
        other,
        actor=actor,
        basis=basis,
        before={"state": before["state"]},
        after={"state": str(State.WITHDRAWN), "into": kept.number, "into_title": kept.title},
    )
