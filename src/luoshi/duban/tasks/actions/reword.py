"""Reword a task; its quotes stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.documents.extraction import short_title
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.desk.changing import DeskEdit, begin, named
from luoshi.duban.tasks.desk.items import Reference, tasks_of
from luoshi.duban.tasks.models import DeskChange, Plan, StatementDecision, Step, Task

#: The columns of words that may be given besides title, text and steps, with their greatest length, if any.
WORDS = {"conditions": None, "deliverables": None, "leader": 100, "note": None, "campaign": 200}


@transaction.atomic
def reword(  # noqa: PLR0913 -- the wording of a task has that many parts
    plan: Plan,
    wanted: Reference,
    *,
    actor: User,
    text: str,
    title: str | None = None,
    steps: Sequence[str] | None = None,
    more: Mapping[str, str] | None = None,
) -> DeskChange | None:
    """Give a task other words; what is ``None`` stays, but a title that was
    taken from the words that go is made anew.  ``steps`` are the steps in their new order, a line each.

    A step that is reworded keeps the statements it came from; statements of a step that is left out stay with the
    task.  Raises :class:`Refused` without wording, and for columns other than :data:`WORDS`.
    """
    if not text.strip():
        raise Refused("no-text", "请填写工作任务。", "Write what is to be done.")
    edit = begin(plan, actor=actor)
    (task,) = tasks_of(edit, [wanted])
    if (title is None or title.strip() == task.title) and _is_of(task, text):
        title = short_title(text)
    task.text = text.strip()
    task.title = (title if title is not None else task.title).strip()[:300] or task.text[:60]
    for name, words in (more or {}).items():
        if name not in WORDS:
            raise Refused("no-such-column", f"不能修改“{name}”。", f"“{name}” cannot be changed here.")
        setattr(task, name, words.strip()[: WORDS[name]])
    if steps is not None:
        _set_steps(edit, task, [line.strip() for line in steps if line.strip()])
    task.version += 1
    task.save(update_fields=("title", "text", "version", *(more or {})))
    return edit.finish("reworded", f"修改表述：{named([task])}")


def _is_of(task: Task, text: str) -> bool:
    """Whether the title was taken from the wording that goes, and is none of the new one."""
    title = task.title.removesuffix("…")
    if task.text == text.strip():
        return False
    return task.text.startswith(title) or (title in task.text and title not in text)


def _set_steps(edit: DeskEdit, task: Task, lines: Sequence[str]) -> None:
    """Keep the steps whose words stay; the others are reworded in their order, added or removed."""
    there = list(task.steps.all())
    by_words = {step.text: step for step in there}
    kept = {line: by_words[line] for line in lines if line in by_words}
    spare = [step for step in there if step not in kept.values()]
    for position, line in enumerate(lines):
        step = kept.pop(line, None) or (spare.pop(0) if spare else Step(task=task))
        step.text, step.position = line, position
        step.save()
    if spare:
        orphaned = StatementDecision.objects.filter(plan=edit.plan, step__in=spare)
        edit.touch(statements=list(orphaned.values_list("statement", flat=True)))
        orphaned.update(step=None)
        Step.objects.filter(pk__in=[step.pk for step in spare]).delete()
