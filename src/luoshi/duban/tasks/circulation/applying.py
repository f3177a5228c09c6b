"""Put what a unit proposed into the task itself, through the desk's actions, so that it can be undone there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.documents.extraction import resolve_limit, typed_target
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.actions.reassign import reassign
from luoshi.duban.tasks.actions.reword import reword
from luoshi.duban.tasks.actions.set_limit import set_limit
from luoshi.duban.tasks.actions.set_targets import set_targets
from luoshi.duban.tasks.circulation.wording import means_the_same, unit_names, wording_of
from luoshi.duban.tasks.desk.items import Reference
from luoshi.duban.tasks.desk.names import UnitNames
from luoshi.duban.tasks.models import AssignmentRole, Comment, CommentField, Plan, Task
from luoshi.duban.tasks.wording import unit_name

_ANSWERING = (AssignmentRole.LEAD, AssignmentRole.RESPONSIBLE)
_UNIT_FIELDS = (CommentField.LEAD, CommentField.SUPPORTING)


@dataclass(frozen=True, slots=True)
class TaskChange:
    """What the task's column is to become, and what stood there on the screen.

    The column is compared, not the task's version: two comments on different columns of one task are decided one
    after the other without a word.
    """

    words: str
    seen: str


def can_apply(comment: Comment) -> bool:
    """Whether the comment says what to write where, and its task is still there."""
    return comment.task_id is not None and comment.field != CommentField.OTHER


def apply(comment: Comment, change: TaskChange, *, actor: User) -> None:
    """Change the task as the comment, or its decider, words it; belongs into the transaction of the decision.

    Raises :class:`ChangedMeanwhile` where somebody changed the task since, :class:`Refused`
    for a unit that nobody knows, a limit that cannot be read, or a task that is gone.
    """
    plan = comment.invitation.circulation.plan
    Plan.objects.select_for_update().get(pk=plan.pk)  # nobody changes a task of it between the look and the change
    task = Task.objects.filter(pk=comment.task_id, plan=plan).first() if comment.task_id else None
    if task is None or not can_apply(comment):
        raise Refused(
            "task-gone",
            "该任务已不在方案中，请在审核台按意见修改。",
            "The task is no longer in the plan; change it at the desk.",
        )
    if not means_the_same(comment.field, wording_of(task)[comment.field], change.seen):
        raise ChangedMeanwhile(task.title)
    wanted, words = Reference("t", task.pk), change.words.strip()
    if comment.field in _UNIT_FIELDS:
        units = _units(plan, task, CommentField(comment.field), unit_names(words))
        reassign(plan, wanted, units, actor=actor)
    elif comment.field == CommentField.LIMIT:
        _set_limit(plan, wanted, words, comment, actor)
    elif comment.field == CommentField.TARGETS:
        set_targets(plan, wanted, [typed_target(line) for line in words.splitlines() if line.strip()], actor=actor)
    elif comment.field == CommentField.STEPS:
        reword(plan, wanted, actor=actor, text=task.text, steps=words.splitlines())
    else:
        reword(plan, wanted, actor=actor, text=words)


def _units(plan: Plan, task: Task, column: CommentField, names: Sequence[str]) -> list[tuple[str, AssignmentRole]]:
    """All units of the task with one column replaced; a unit that moves there leaves the other."""
    known = UnitNames(plan.office, clock.today())
    for name in names:
        if known.find(name) is None:
            raise Refused(
                "unknown-unit",
                f"单位名录中没有“{name}”，请改成名录中的名称，或在审核台修改。",
                f"The register of units knows no {name}; write a name that it knows, or change the task at the desk.",
            )
    now = list(task.assignments.select_related("unit"))
    roles = {name: AssignmentRole(one.role) for one in now for name in (one.name, unit_name(one))}
    leads = any(one.role == AssignmentRole.LEAD for one in now)
    if column is CommentField.SUPPORTING:
        chosen = [(name, AssignmentRole.SUPPORTING) for name in names]
        replaced: tuple[AssignmentRole, ...] = (AssignmentRole.SUPPORTING,)
    else:
        chosen = [
            (name, _answering(roles.get(name), is_first=not place, leads=leads)) for place, name in enumerate(names)
        ]
        replaced = _ANSWERING
    moved = {known.find(name) for name in names}
    others = [(one.name, AssignmentRole(one.role)) for one in now if one.role not in replaced and one.unit not in moved]
    if column is CommentField.SUPPORTING:
        return [*(one for one in others if one[1] in _ANSWERING), *chosen, *_informed(others)]
    return [*chosen, *others]


def _answering(before: AssignmentRole | None, *, is_first: bool, leads: bool) -> AssignmentRole:
    """The first of those who answer leads where one led before; the others keep what they were."""
    if is_first and leads:
        return AssignmentRole.LEAD
    return (
        before if before in _ANSWERING and not (leads and before is AssignmentRole.LEAD) else AssignmentRole.RESPONSIBLE
    )


def _informed(units: Sequence[tuple[str, AssignmentRole]]) -> list[tuple[str, AssignmentRole]]:
    return [one for one in units if one[1] not in _ANSWERING]


def _set_limit(plan: Plan, wanted: Reference, words: str, comment: Comment, actor: User) -> None:
    basis = f"采纳{comment.invitation.unit.name}意见"
    if not words:
        set_limit(plan, [wanted], None, actor=actor, basis=basis)
        return
    found = resolve_limit(words, plan.reading.issued_on if plan.reading else clock.today())
    if found is None:
        raise Refused(
            "unreadable-limit",
            f"看不懂时限“{words[:40]}”，请写成“11月底前”“2026-11-30”“长期坚持”这样的形式。",
            f"The limit “{words[:40]}” cannot be read; write it like 11月底前, 2026-11-30 or 长期坚持.",
        )
    set_limit(plan, [wanted], found, actor=actor, basis=basis)
