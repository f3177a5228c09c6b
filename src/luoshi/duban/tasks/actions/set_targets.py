"""Set the targets of a task; fill in a figure that the document masks."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.documents.proposals import TargetProposal
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.desk.changing import begin, named
from luoshi.duban.tasks.desk.items import Reference, tasks_of
from luoshi.duban.tasks.models import DeskChange, Plan, Step, Target, Task
from luoshi.duban.tasks.proposed import target_rows
from luoshi.duban.tasks.wording import filled

_LARGEST = Decimal(10) ** 17


@transaction.atomic
def set_targets(plan: Plan, wanted: Reference, drafts: Sequence[TargetProposal], *, actor: User) -> DeskChange | None:
    """Replace the targets of a task by these.  Raises :class:`Refused` for one without words or out of range."""
    edit = begin(plan, actor=actor)
    (task,) = tasks_of(edit, [wanted])
    for one in drafts:
        if not one.words.strip():
            raise Refused("target-without-words", "指标不能为空。", "A target needs words.")
        _in_range(one.value)
        _in_range(one.upper)
    Target.objects.filter(task=task).delete()
    Target.objects.bulk_create(target_rows(task, drafts))
    task.version += 1
    task.save(update_fields=("version",))
    return edit.finish("targets-set", f"修改指标：{named([task])}")


@transaction.atomic
def fill_masked(plan: Plan, wanted: Reference, target: int, value: Decimal, *, actor: User) -> DeskChange | None:
    """Fill in the figure of a target (its place among the task's, from 0) that stands as x in the document."""
    edit = begin(plan, actor=actor)
    (task,) = tasks_of(edit, [wanted])
    found = list(Target.objects.filter(task=task))
    if not 0 <= target < len(found):
        raise Refused("no-such-target", "该指标已不存在，请核对。", "There is no such target any more.")
    _in_range(value)
    Target.objects.filter(pk=found[target].pk).update(value=value)
    _say(task, found[target].words, value)
    task.version += 1
    task.save(update_fields=("title", "text", "version"))
    return edit.finish("figure-filled", f"补填“{found[target].words}”为{value}：{named([task])}")


def _say(task: Task, words: str, value: Decimal) -> None:
    """Put the figure into the task's own wording as well, where it stands in it once; the quote keeps its mask."""
    for name in ("title", "text"):
        own = getattr(task, name)
        if own.count(words) == 1:
            setattr(task, name, own.replace(words, filled(words, value)))
    for step in Step.objects.filter(task=task, text__contains=words):
        if step.text.count(words) == 1:
            step.text = step.text.replace(words, filled(words, value))
            step.save(update_fields=("text",))


def _in_range(value: Decimal | None) -> None:
    if value is not None and (not value.is_finite() or abs(value) >= _LARGEST):
        raise Refused("figure-out-of-range", f"数值“{value}”超出范围。", f"The figure {value} is out of range.")
