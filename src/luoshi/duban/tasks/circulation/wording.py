"""A task's wording as a unit reads it, and what somebody who edits that wording wants changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from luoshi.duban.tasks import wording
from luoshi.duban.tasks.models import AssignmentRole, CirculatedTask, CommentField, Task

#: The columns that a unit may edit, in the order in which they are read.
EDITABLE = (
    CommentField.TEXT,
    CommentField.STEPS,
    CommentField.TARGETS,
    CommentField.LEAD,
    CommentField.SUPPORTING,
    CommentField.LIMIT,
)
_UNITS = (CommentField.LEAD, CommentField.SUPPORTING)
_LINES = (CommentField.STEPS, CommentField.TARGETS)

#: How long one comment may be, in characters.
LONGEST = 5000

_SPACE = re.compile(r"\s+")
_UNIT_MARKS = re.compile(r"[、,，;；\s]+")
_LINE_MARKS = re.compile(r"\n+")
_MARKS = str.maketrans(",;:?!()", "，；：？！（）")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a unit wants: ``row`` is the key of the circulated row, or ``None`` for the extract as a whole.

    ``field`` is a :class:`CommentField`; ``proposed`` may be empty where only a remark was made, or where the unit
    wants the value gone.
    """

    row: int | None
    field: str
    proposed: str = ""
    remark: str = ""


def wording_of(task: Task, *, parts: bool = True) -> dict[str, str]:
    """The columns of :class:`CirculatedTask` for *task*; uses what was prefetched of it.

    Without *parts* its steps and targets are left out, and not asked for.
    """
    return {
        "text": task.text,
        "steps": "\n".join(step.text for step in task.steps.all()) if parts else "",
        "targets": wording.targets(task) if parts else "",
        "lead": units_line(wording.names(task, *wording.ANSWERING)),
        "supporting": units_line(wording.names(task, AssignmentRole.SUPPORTING)),
        "limit": task.limit_text or (task.due.isoformat() if task.due else ""),
    }


def units_line(names: Iterable[str]) -> str:
    """Names of units as they stand in one cell."""
    return "、".join(names)


def unit_names(words: str) -> list[str]:
    """The names in a cell, parted by 、 or another separator, each once."""
    return list(dict.fromkeys(name for name in _UNIT_MARKS.split(words) if name))


def means_the_same(field: str, one: str, other: str) -> bool:
    """Whether two values of a column differ in nothing but white space, marks of half width, or separators."""
    return _key(field, one) == _key(field, other)


def _key(field: str, words: str) -> object:
    if field in _UNITS:
        return unit_names(words)
    if field in _LINES:
        return [plain for line in _LINE_MARKS.split(words.replace("\r", "\n")) if (plain := _plain(line))]
    return _plain(words)


def _plain(words: str) -> str:
    return _SPACE.sub("", words.translate(_MARKS)).rstrip("。")


def edits(row: CirculatedTask, typed: Mapping[str, str], *, remark: str = "") -> list[Proposal]:
    """The proposals in *typed*, the columns of *row* as somebody edited them; *remark* goes with each.

    A column that is missing from *typed* was not shown; one that was emptied is proposed to go.
    """
    return [
        Proposal(row.pk, field.value, typed[field.value].strip(), remark)
        for field in EDITABLE
        if field.value in typed and not means_the_same(field, typed[field.value], getattr(row, field.value))
    ]
