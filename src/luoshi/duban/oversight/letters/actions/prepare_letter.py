"""拟制: prepare a letter to one unit about chosen tasks, and change it before it is approved."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.organisations.models import Unit
from luoshi.duban.oversight.letters.actions.moving import move, require_office, require_state, tell
from luoshi.duban.oversight.letters.drafting import MOST, units_of
from luoshi.duban.oversight.letters.models import Letter, LetterState, LetterTask
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.models import Task


@transaction.atomic
def prepare_letter(tasks: Sequence[Task], unit: Unit, *, actor: User, title: str, text: str) -> Letter:
    """A letter to *unit* about *tasks*, in their order; it waits for approval.

    Refused where the unit has nothing to do in one of them, where there are none or too many, or without words.
    """
    require(actor, Right.SUPERVISE)
    office = actor.office
    if office is None or unit.office_id != office.pk or any(task.office_id != office.pk for task in tasks):
        raise PermissionDenied(_("这不属于您所在的机构。"))
    if not tasks or len(tasks) > MOST:
        raise Refused(
            "letter-tasks",
            f"一份督办函应有1至{MOST}项任务，现选了{len(tasks)}项。",
            f"A letter is about 1 to {MOST} tasks; {len(tasks)} were chosen.",
        )
    mine = next((rows for one, rows in units_of(tasks) if one.pk == unit.pk), [])
    missing = {task.pk for task in tasks} - {row.task_id for row in mine}
    for task in tasks:
        if task.pk in missing:
            raise Refused(
                "not-this-unit",
                f"“{task.number}”现在不由{unit.name}承办，不能写进给它的督办函。",
                f"{unit.name} does not have {task.number} to do; it cannot stand in a letter to it.",
            )
    title, text = _given(title, text)
    letter = Letter.objects.create(office=office, unit=unit, title=title, text=text, prepared_by=actor)
    LetterTask.objects.bulk_create(
        LetterTask(letter=letter, task=task, position=place) for place, task in enumerate(tasks, 1)
    )
    after: dict[str, object] = {"unit": unit.name, "title": title, "tasks": [task.number for task in tasks]}
    tell("letter.prepared", letter, actor=actor, after=after)
    return letter


@transaction.atomic
def change_letter(letter: Letter, *, actor: User, version: int, title: str, text: str) -> None:
    """Change the words of *letter* while it waits for approval; whoever changes it cannot approve it."""
    require_office(actor, Right.SUPERVISE, letter)
    require_state(letter, (LetterState.PREPARED,))
    title, text = _given(title, text)
    move(letter, version, title=title, text=text, prepared_by=actor, reason="")
    tell("letter.changed", letter, actor=actor, after={"title": title, "text": text})


def _given(title: str, text: str) -> tuple[str, str]:
    title, text = title.strip(), text.strip()
    if not title or not text:
        raise Refused("no-words", "请填写标题和正文。", "Give the letter a title and a text.")
    return title, text
