"""What became of a task, in the marks of a page: its state, and how late it is or was."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from luoshi.duban.tasks.lateness import task_overdue_days
from luoshi.duban.tasks.lateness_words import of_task
from luoshi.duban.tasks.models import State, Task

#: The sign beside what is said of lateness, by its tone.
_ICONS = {"bad": "alert-triangle", "wait": "clock"}


class Fate(StrEnum):
    """How far a task has come, in the coarse terms of a total."""

    DRAFT = "draft"
    OPEN = "open"
    DONE = "done"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of a page: its words, its tone (docs/ui.md, ``badge``) and the sign beside them."""

    text: str
    tone: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Fated:
    """A task with what became of it on a day; ``late`` are the days by which it is past its limit while it is open.

    ``is_seen``: the person may see the task, so that the page names it; of others it says only how far they have come.
    """

    task: Task
    fate: Fate
    late: int
    marks: tuple[Mark, ...]
    is_seen: bool = True

    @property
    def is_overdue(self) -> bool:
        """Whether it stands in an alarm."""
        return self.fate is Fate.OPEN and self.late > 0


def fated(task: Task, today: date, *, is_seen: bool = True) -> Fated:
    """What became of *task* up to *today*."""
    if task.issued_at is None:
        return Fated(task, Fate.DRAFT, 0, (Mark(_("未印发"), "plain"),), is_seen)
    state = str(task.get_state_display())
    if task.state == State.WITHDRAWN:
        return Fated(task, Fate.GONE, 0, (Mark(state, "plain", "x"),), is_seen)
    facts = tuple(Mark(fact.text, fact.tone, _ICONS.get(fact.tone, "")) for fact in of_task(task, today))
    if task.state == State.CLOSED_OUT:
        return Fated(task, Fate.DONE, 0, (Mark(state, "good", "check"), *facts), is_seen)
    late = task_overdue_days(task, today)
    return Fated(task, Fate.OPEN, late, (Mark(state, "todo", "circle-dashed"), *facts), is_seen)


@dataclass(frozen=True, slots=True)
class Totals:
    """How many tasks there are and how far they have come; ``late`` are the open ones past their limit."""

    tasks: int
    done: int
    open: int
    late: int
    draft: int
    gone: int

    @property
    def standing(self) -> int:
        """The tasks that were not withdrawn."""
        return self.tasks - self.gone

    @property
    def landed(self) -> int:
        """The whole per cent of the standing tasks that are closed out."""
        return self.done * 100 // self.standing if self.standing else 0


def totals(tasks: Iterable[Fated]) -> Totals:
    """Count *tasks*, each of them once."""
    once: Collection[Fated] = {one.task.pk: one for one in tasks}.values()
    return Totals(
        tasks=len(once),
        done=sum(one.fate is Fate.DONE for one in once),
        open=sum(one.fate is Fate.OPEN for one in once),
        late=sum(one.is_overdue for one in once),
        draft=sum(one.fate is Fate.DRAFT for one in once),
        gone=sum(one.fate is Fate.GONE for one in once),
    )
