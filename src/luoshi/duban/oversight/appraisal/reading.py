"""The items of a register in a period, in two queries; in four where limits moved and reports follow nodes.

Only what the unit answered for is read, while it answered: its own limit and days late, what was verified, granted and
owed in the period.  A withdrawn task is no item of anybody; a unit that a task was taken from keeps the days that it
was late until then.  Reports are read only to see whether an owed one came; how many there are beyond is not asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import CharField, DateField, F, Max, Q, QuerySet, Value
from django.db.models.functions import Cast

from luoshi.duban.clock import ZONE, start_of
from luoshi.duban.oversight.appraisal.facts import Item, Period
from luoshi.duban.registers.models import Register, Rhythm
from luoshi.duban.tasks.lateness import days_late, late_days, until_of
from luoshi.duban.tasks.models import (
    OVER,
    Assignment,
    AssignmentRole,
    Decision,
    Extension,
    Limit,
    Report,
    ReportKind,
    State,
    Suspension,
    Verification,
    VerificationOutcome,
)
from luoshi.duban.tasks.owed import fetch_nodes, rhythm_of
from luoshi.duban.tasks.windows import Windows

_ROW = ("unit_id", "role", "answers", "state", "due", "counts_from", "late_before", "done_on", "ended_on")
_TASK = ("number", "title", "issued_at", "suspended_since", "rhythm", "state")
#: A window may open so many days before the last day that it is for: ten working days with a long holiday.
_OPENS_BEFORE = timedelta(days=40)
_ONE_DAY = timedelta(days=1)
_CHECK, _EXTENSION, _REPORT, _STOP = "check", "extension", "report", "stop"


@dataclass(slots=True)
class _Beside:
    """What stands in other tables, by the key of the assignment or the task."""

    checks: dict[int, list[bool]] = field(default_factory=lambda: defaultdict(list))
    extensions: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    reports: dict[int, list[tuple[date, date | None, str]]] = field(default_factory=lambda: defaultdict(list))
    stopped: dict[int, list[tuple[date, date | None]]] = field(default_factory=lambda: defaultdict(list))
    moved: dict[int, date] = field(default_factory=dict)


def read_items(register: Register, period: Period) -> list[Item]:
    """The items of all units of *register* in *period*."""
    rows = list(_rows(register, period))
    for row in rows:
        row.task.register = register
    fetch_nodes(rows)
    beside = _beside(register, period, moved=any(row.late_before for row in rows))
    windows = Windows(period.starts - _OPENS_BEFORE, period.until)
    return [_item(row, period, beside, windows) for row in rows]


def _rows(register: Register, period: Period) -> QuerySet[Assignment]:
    """The assignments that units had on some day of the period and had to do something for."""
    doing = Q(answers=True) | Q(role=AssignmentRole.SUPPORTING)
    begun = Q(counts_from__lte=period.until) | Q(
        counts_from__isnull=True, task__issued_at__lt=start_of(period.until + _ONE_DAY)
    )
    still = ~Q(state__in=OVER) | Q(done_on__gte=period.starts) | Q(ended_on__gte=period.starts)
    rows = Assignment.objects.filter(doing, begun, still, task__register=register, task__issued_at__isnull=False)
    rows = rows.filter(unit__isnull=False, task__withdrawn_on__isnull=True).exclude(task__state=State.WITHDRAWN)
    only = (*_ROW, *(f"task__{name}" for name in _TASK), "task__register")
    return rows.select_related("task", "unit").only(*only, "unit__name").order_by("pk")


def _beside(register: Register, period: Period, *, moved: bool) -> _Beside:
    found = _Beside()
    for what, key, first, second, words in _gathered(register, period):
        if what == _CHECK:
            found.checks[key].append(words == VerificationOutcome.PASSED)
        elif what == _EXTENSION:
            found.extensions[key] += 1
        elif what == _REPORT and first is not None:
            found.reports[key].append((first, second, words))
        elif first is not None:
            found.stopped[key].append((first, second))
    if moved:
        found.moved = _moved(Limit.objects.filter(task__register=register, task__late_before__gt=0))
    return found


def _gathered(register: Register, period: Period) -> Iterable[tuple[str, int, date | None, date | None, str]]:
    """Verifications, granted extensions, reports and suspensions in one query: what, whose, two days, a word."""
    first, after = start_of(period.starts), start_of(period.until + _ONE_DAY)
    of = {"assignment__task__register": register}
    reports = Report.objects.filter(**of, filed_at__isnull=False, reported_on__lte=period.until)
    reports = reports.filter(Q(covers_until__gte=period.starts) | Q(kind=ReportKind.COMPLETION))
    checks = Verification.objects.filter(**of, verified_at__gte=first, verified_at__lt=after)
    granted = Extension.objects.filter(**of, decision=Decision.GRANTED, decided_at__gte=first, decided_at__lt=after)
    stopped = Suspension.objects.filter(task__register=register)
    no_day, no_word = Cast(Value(None), DateField()), Value("", CharField())
    return _columns(reports, _REPORT, "assignment_id", F("reported_on"), F("covers_until"), F("kind")).union(
        _columns(checks, _CHECK, "assignment_id", no_day, no_day, F("outcome")),
        _columns(granted, _EXTENSION, "assignment_id", no_day, no_day, no_word),
        _columns(stopped, _STOP, "task_id", F("starts"), F("ends"), no_word),
        all=True,
    )


def _columns(rows: QuerySet[Any], what: str, key: str, *columns: Any) -> QuerySet[Any, Any]:  # noqa: ANN401
    first, second, words = columns
    named = rows.order_by().annotate(
        a_what=Value(what, CharField()), a_key=F(key), a_first=first, a_second=second, a_words=words
    )
    found: QuerySet[Any, Any] = named.values_list("a_what", "a_key", "a_first", "a_second", "a_words")
    return found


def _moved(limits: QuerySet[Limit]) -> dict[int, date]:
    """The day on which the last limit of a task was set, of the tasks that were late under an earlier one."""
    newest: Iterable[tuple[int, datetime]] = limits.order_by().values_list("task").annotate(last=Max("set_at"))
    return {task: last.astimezone(ZONE).date() for task, last in newest}


def _item(row: Assignment, period: Period, beside: _Beside, windows: Windows) -> Item:
    task = row.task
    late = _late(row, period.until)
    asked, missed = _owed(row, period, beside, windows) if row.answers else (0, ())
    return Item(
        unit=row.unit_id or 0,
        task=row.task_id,
        number=task.number,
        title=task.title,
        unit_name=row.unit.name if row.unit else "",
        supports=not row.answers,
        judged=period.holds(_judged_on(row, period.until, late)),
        late=late,
        late_in_period=_late_within(row, period, beside.moved.get(row.task_id)),
        checks=tuple(beside.checks.get(row.pk, ())),
        extensions=beside.extensions.get(row.pk, 0),
        asked=asked,
        missed=missed,
    )


def _unknown(row: Assignment) -> bool:
    """Closed out in an old ledger on a day that nobody noted."""
    return row.state in OVER and row.done_on is None and row.ended_on is None


def _late(row: Assignment, until: date) -> int:
    return late_days(row, row.task, until)


def _judged_on(row: Assignment, until: date, late: int) -> date | None:
    """The day that decides whether it was done in time: when it was done, else when it became late; none while open.

    So each item is judged in one period only: one done before its limit when it was done, a late one on its first day
    late.
    """
    if _unknown(row):
        return None
    if row.due is not None and late > row.late_before:
        return max(filter(None, (row.due, row.counts_from))) + _ONE_DAY
    done = row.done_on or (row.ended_on if row.state == State.CLOSED_OUT else None)
    if done is not None and done <= until and row.due is not None:
        return done
    # Late under an earlier limit, and taken away or waiting now: that limit's lateness is decided where it ended.
    return min(row.ended_on, until) if late and row.ended_on is not None else None


def _late_within(row: Assignment, period: Period, moved: date | None) -> int:
    """The days late that fall within the period; those under earlier limits count where the last limit was set."""
    if _unknown(row) or row.due is None:
        here = 0
    else:
        end = min(until_of(row, row.task, period.until), period.ends)
        upto = days_late(row.due, end, row.counts_from)
        before = days_late(row.due, min(end, period.starts - _ONE_DAY), row.counts_from)
        here = upto - before
    return here + (row.late_before if row.late_before and (moved is None or period.holds(moved)) else 0)


def _owed(row: Assignment, period: Period, beside: _Beside, windows: Windows) -> tuple[int, tuple[date, ...]]:
    """How many owed reports ended in the period, and the last days of those that did not come by then."""
    rhythm: Rhythm = rhythm_of(row.task)
    reports = beside.reports.get(row.pk, ())
    asked, missed = 0, []
    for window in windows.of(row, rhythm, beside.stopped.get(row.task_id, ())):
        if not period.starts <= window.last <= period.until:
            continue
        asked += 1
        # Who was done or freed of the task by the last day owed nothing any more.
        ended = [day for day in (row.done_on, row.ended_on) if day is not None and day <= window.last]
        if not ended and not any(_answers(one, window.last) for one in reports):
            missed.append(window.last)
    return asked, tuple(missed)


def _answers(report: tuple[date, date | None, str], last: date) -> bool:
    on, covers, kind = report
    return on <= last and (kind == ReportKind.COMPLETION or (covers is not None and covers >= last))
