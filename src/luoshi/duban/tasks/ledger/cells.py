"""The cells of a page: what a column says, as HTML, with the marks of lateness beside the state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from luoshi.duban.tasks import wording
from luoshi.duban.tasks.lateness import is_overdue, task_overdue_days
from luoshi.duban.tasks.ledger import saying as say
from luoshi.duban.tasks.ledger.columns import TITLE, Column
from luoshi.duban.tasks.ledger.rows import Line
from luoshi.duban.tasks.models import OVER, State
from luoshi.layout.grid import Align

#: From so many days before its limit on a task says how many are left.
SOON = 7


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the page: the task's key and number, whether it is late, and its cells."""

    pk: int
    number: str
    title: str
    is_late: bool
    cells: SafeString


@dataclass(frozen=True, slots=True)
class Mark:
    """A word beside a state, in a tone of its own."""

    tone: str
    words: str


def marks(line: Line) -> list[Mark]:
    """Late, was late, suspended: facts beside the state, and never in its place."""
    task, found = line.task, []
    if is_overdue(task, line.today):
        found.append(Mark("bad", _("已逾期%(days)s天") % {"days": task_overdue_days(task, line.today)}))
    elif (days := say.late(line)) > 0:
        found.append(Mark("wait", _("曾逾期%(days)s天") % {"days": days}))
    if task.suspended_since is not None and task.state not in OVER:
        found.append(Mark("plain", _("已中止")))
    return found


def days_left(line: Line) -> int | None:
    """How many days are left, where they are few."""
    task = line.task
    if task.due is None or task.state in OVER or task.done_on is not None or task.suspended_since is not None:
        return None
    left = (task.due - line.today).days
    return left if 0 <= left <= SOON else None


def rows(lines: Iterable[Line], columns: Sequence[Column]) -> list[Row]:
    """The rows of a page."""
    heads = [(column, escape(str(column.name))) for column in columns]
    address = reverse("tasks:task", args=(0,)).partition("0")
    return [
        Row(
            line.task.pk,
            line.task.number,
            line.task.title,
            is_overdue(line.task, line.today),
            # Every part was escaped where it was made.
            mark_safe("".join(_cell(column, name, line, address) for column, name in heads)),
        )
        for line in lines
    ]


def _cell(column: Column, name: str, line: Line, address: tuple[str, str, str]) -> str:
    if column.key == TITLE:
        before, _pk, after = address
        words = f'<a href="{before}{line.task.pk}{after}">{escape(line.task.title)}</a>'
        return f'<th scope="row" data-label="{name}" class="ledger-title">{words}</th>'
    inside = column.cell(line) if column.cell is not None else _SPECIAL.get(column.key, _plain)(column, line)
    kind = "number" if column.numeric else _KINDS.get(column.key, "" if column.align is Align.CENTRE else "ledger-long")
    return f'<td data-label="{name}" class="{kind}{"" if inside else " ledger-empty"}">{inside}</td>'


def _plain(column: Column, line: Line) -> str:
    return escape(column.words(line)).replace("\n", "<br>")


def _state(_column: Column, line: Line) -> str:
    tone = _TONES.get(line.task.state, "plain")
    beside = "".join(f'<span class="mark mark-{mark.tone}">{escape(mark.words)}</span>' for mark in marks(line))
    return f'<span class="ledger-state ledger-state-{tone}">{escape(say.state(line))}</span>{beside}'


_TONES: dict[str, str] = {
    State.ISSUED: "todo",
    State.RETURNED: "wait",
    State.SENT_BACK: "wait",
    State.SUBMITTED: "todo",
    State.VERIFIED: "todo",
    State.CLOSED_OUT: "good",
    State.WITHDRAWN: "gone",
}


def _limit(_column: Column, line: Line) -> str:
    """The words of the limit, the day below them, and how many days are left where they are few."""
    words, _break, day = wording.limit(line.task).partition("\n")
    said = escape(words) + (f'<span class="ledger-day">{say.day(line.task.due)}</span>' if day else "")
    left = days_left(line)
    if left is None:
        return said
    soon = _("今天到期") if left == 0 else _("还剩%(days)s天") % {"days": left}
    return f'{said}<span class="mark mark-wait">{escape(soon)}</span>'


def _progress(_column: Column, line: Line) -> str:
    percent, told = say.percent(line), say.progress(line)
    if not percent and not told:
        return ""
    share = f'<span class="ledger-percent">{percent}</span> ' if percent else ""
    return f'<div class="ledger-progress">{share}{escape(told)}</div>'


#: The columns whose words stay on one line.
_KINDS = dict.fromkeys(("number", "issued", "due", "first_due", "done", "reported"), "ledger-code")
_SPECIAL: dict[str, Callable[[Column, Line], str]] = {"state": _state, "limit": _limit, "progress": _progress}
