"""The facts of many tasks at the end of a day, in a fixed number of queries; and the figures that follow from them.

Days are told apart by what is dated: what was done, closed out, withdrawn, reported, or turned after the day that is
counted to had not happened yet.  So a bulletin of a quarter that is drafted three days later tells of the quarter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Avg, Count, F, Max, Q, QuerySet

from luoshi.duban import clock
from luoshi.duban.language import in_chinese
from luoshi.duban.organisations.models import Unit
from luoshi.duban.oversight.bulletins.facts import Fact
from luoshi.duban.oversight.bulletins.figures import RULES, Span
from luoshi.duban.oversight.lights.facts import Facts, Node
from luoshi.duban.oversight.lights.trajectory import expected
from luoshi.duban.oversight.models import LightChange, Milestone, TaskLight
from luoshi.duban.tasks import wording
from luoshi.duban.tasks.lateness import task_overdue_days
from luoshi.duban.tasks.models import (
    Assignment,
    CloseOut,
    Decision,
    Extension,
    LimitKind,
    Report,
    State,
    Task,
    Verification,
    VerificationOutcome,
)

_TENTH = Decimal("0.1")
_PROBLEM = 300
_COLUMNS = (
    *("pk", "number", "title", "lead_id", "limit_kind", "limit_text", "due", "issued_at", "state", "done_on"),
    *("late_before", "suspended_since", "withdrawn_on"),
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure: how many, which tasks, and how many of them each leading unit has."""

    tasks: tuple[int, ...]
    by_unit: Mapping[int, int]

    @property
    def value(self) -> int:
        """How many."""
        return len(self.tasks)


def count(facts: Sequence[Fact], span: Span) -> dict[str, Counted]:
    """Every figure of *facts*."""
    found = {}
    for key, rule in RULES.items():
        held = [fact for fact in facts if rule.holds(fact, span)]
        by_unit = Counter(fact.lead for fact in held if fact.lead is not None)
        found[key] = Counted(tuple(fact.task for fact in held), dict(by_unit))
    return found


@dataclass
class _Beside:
    """What stands beside the tasks, by their keys."""

    units: Mapping[int, str]
    percents: Mapping[int, Decimal]
    nodes: Mapping[int, tuple[Node, ...]]
    closed: Mapping[int, date]
    gone: Mapping[int, date]
    colours: Mapping[int, str]
    turned: Mapping[int, frozenset[str]]
    extended: Mapping[int, int]
    sent_back: Mapping[int, int]
    problems: Mapping[int, str] = field(default_factory=dict)


@in_chinese
def read_facts(tasks: QuerySet[Task], span: Span) -> list[Fact]:
    """The facts of those of *tasks* that were issued by the last day of *span*, in the order of their numbers.

    A task that was withdrawn before *span* began is left out.
    """
    issued = tasks.filter(issued_at__lt=_end(span.until))
    columns = issued.order_by("issued_at", "position", "pk").values_list(*_COLUMNS)
    rows = [dict(zip(_COLUMNS, row, strict=True)) for row in columns]
    # By their keys from here on: PostgreSQL asks a search for words again for each row of what stands beside.
    beside = _beside([row["pk"] for row in rows], span)
    found = (_fact(row, beside, span.until) for row in rows)
    return [fact for fact in found if fact.withdrawn_on is None or fact.withdrawn_on >= span.starts]


def _fact(row: Mapping[str, Any], beside: _Beside, until: date) -> Fact:
    """One task as of *until*."""
    key = row["pk"]
    is_over = row["state"] == State.CLOSED_OUT
    done = _by(row["done_on"], until)
    closed = beside.closed.get(key, row["done_on"] or _day(row["issued_at"])) if is_over else None
    closed = _by(closed, until)
    withdrawn = _withdrawn(row, beside.gone, until)
    suspended = _by(row["suspended_since"], until)
    is_long_term = row["limit_kind"] == LimitKind.LONG_TERM
    overdue = task_overdue_days(_task(row, is_over=closed is not None or withdrawn is not None), until)
    late = row["late_before"] + (0 if is_long_term else overdue)
    percent = beside.percents.get(key)
    return Fact(
        task=key,
        number=row["number"],
        title=row["title"],
        lead=row["lead_id"],
        lead_name=beside.units.get(row["lead_id"], ""),
        limit=_limit(row),
        due=row["due"],
        issued_on=_day(row["issued_at"]),
        is_long_term=is_long_term,
        state=_state(row["state"], done, closed, withdrawn),
        done_on=done,
        closed_on=closed,
        withdrawn_on=withdrawn,
        is_suspended=suspended is not None,
        overdue_days=0 if is_long_term else overdue,
        late_days=late,
        percent=None if percent is None else percent.quantize(_TENTH, ROUND_HALF_UP),
        expected=_expected(row, beside.nodes.get(key, ()), suspended, until, is_long_term=is_long_term),
        colour=beside.colours.get(key, ""),
        turned=beside.turned.get(key, frozenset()),
        extended=beside.extended.get(key, 0),
        sent_back=beside.sent_back.get(key, 0),
        problem=beside.problems.get(key, "")[:_PROBLEM],
    )


def _task(row: Mapping[str, Any], *, is_over: bool) -> Task:
    """What lateness asks of a task.  What was closed out later than the day that is counted to was still open."""
    state = row["state"] if is_over or row["state"] not in (State.CLOSED_OUT, State.WITHDRAWN) else State.IN_PROGRESS
    return Task(due=row["due"], state=state, done_on=row["done_on"], suspended_since=row["suspended_since"])


def _limit(row: Mapping[str, Any]) -> str:
    words = Task(limit_kind=row["limit_kind"], limit_text=row["limit_text"], due=row["due"])
    return wording.limit(words).replace("\n", "") or wording.OPEN


def _expected(
    row: Mapping[str, Any], nodes: tuple[Node, ...], suspended: date | None, until: date, *, is_long_term: bool
) -> Decimal | None:
    """序时进度 by the lights' own rule."""
    if row["due"] is None or is_long_term:
        return None
    facts = Facts(starts=_day(row["issued_at"]), due=row["due"], nodes=nodes, suspended_since=suspended)
    found = expected(facts, until)
    return None if found is None else Decimal(found).quantize(_TENTH, ROUND_HALF_UP)


def _state(state: str, done: date | None, closed: date | None, withdrawn: date | None) -> str:
    """The state in words; of what came later than the day that is counted to, how it stood then."""
    if withdrawn is not None:
        return str(State.WITHDRAWN.label)
    if closed is not None:
        return str(State.CLOSED_OUT.label)
    if done is not None:
        known = state in (State.SUBMITTED, State.VERIFIED)
        return str(State(state).label if known else State.SUBMITTED.label)
    later = state in (State.CLOSED_OUT, State.WITHDRAWN, State.SUBMITTED, State.VERIFIED)
    return str(State.IN_PROGRESS.label if later else State(state).label)


def _withdrawn(row: Mapping[str, Any], gone: Mapping[int, date], until: date) -> date | None:
    """When it was withdrawn: as a whole, or with the last unit that had it."""
    if row["state"] != State.WITHDRAWN:
        return None
    return _by(row["withdrawn_on"] or gone.get(row["pk"], _day(row["issued_at"])), until)


def _beside(keys: Sequence[int], span: Span) -> _Beside:
    until, today = span.until, clock.today()
    end = _end(until)
    answering = Assignment.objects.filter(task__in=keys, answers=True)
    closed = CloseOut.objects.filter(assignment__task__in=keys, assignment__answers=True).order_by()
    gone = Assignment.objects.filter(task__in=keys, task__state=State.WITHDRAWN, ended_on__isnull=False).order_by()
    changes = LightChange.objects.filter(task__in=keys, on__lte=until)
    start = _end(span.starts - timedelta(days=1))
    granted = Extension.objects.filter(decision=Decision.GRANTED, decided_at__gte=start, decided_at__lt=end)
    back = Verification.objects.filter(
        outcome=VerificationOutcome.SENT_BACK, verified_at__gte=start, verified_at__lt=end
    )
    is_now = until == today
    return _Beside(
        units=dict(
            Unit.objects.filter(pk__in=Task.objects.filter(pk__in=keys).values("lead")).values_list("pk", "name")
        ),
        percents=_percents_now(answering) if is_now else _percents_then(answering, end),
        nodes=_nodes(keys),
        closed={task: _day(at) for task, at in closed.values_list("assignment__task").annotate(at=Max("closed_at"))},
        gone=dict(gone.values_list("task").annotate(on=Max("ended_on"))),
        colours=_colours_now(keys) if is_now else _colours_then(changes),
        turned=_turned(changes.filter(on__gte=span.starts)),
        extended=_by_task(granted, keys),
        sent_back=_by_task(back, keys),
        problems=_problems(answering, end),
    )


def _by_task(rows: QuerySet[Any], keys: Sequence[int]) -> dict[int, int]:
    found = rows.filter(assignment__task__in=keys).order_by().values_list("assignment__task")
    return dict(found.annotate(count=Count("pk")))


def _percents_now(answering: QuerySet[Assignment]) -> dict[int, Decimal]:
    """The figure of the unit that reports, the mean where several do."""
    rows = answering.filter(percent__isnull=False).exclude(state=State.WITHDRAWN).order_by()
    return {task: Decimal(str(mean)) for task, mean in rows.values_list("task").annotate(mean=Avg("percent"))}


def _percents_then(answering: QuerySet[Assignment], end: datetime) -> dict[int, Decimal]:
    """The same from the last reports that had come by then, also of who was taken off the task later."""
    had_it = answering.filter(~Q(state=State.WITHDRAWN) | Q(ended_on__gte=_day(end)))
    rows = Report.objects.filter(assignment__in=had_it.values("pk"), percent__isnull=False, filed_at__lt=end)
    newest: dict[tuple[int, int], Decimal] = {}
    for task, row, percent in rows.order_by("pk").values_list("assignment__task", "assignment", "percent"):
        newest[task, row] = percent or Decimal(0)
    by_task: dict[int, list[Decimal]] = defaultdict(list)
    for (task, _row), percent in newest.items():
        by_task[task].append(percent)
    return {task: sum(own, Decimal(0)) / len(own) for task, own in by_task.items()}


def _nodes(keys: Sequence[int]) -> dict[int, tuple[Node, ...]]:
    found: dict[int, list[Node]] = defaultdict(list)
    rows = Milestone.objects.filter(task__in=keys).order_by("task_id", "day")
    for task, day, percent in rows.values_list("task_id", "day", "percent"):
        found[task].append(Node(day, float(percent)))
    return {task: tuple(own) for task, own in found.items()}


def _colours_now(keys: Sequence[int]) -> dict[int, str]:
    return dict(TaskLight.objects.filter(task__in=keys).values_list("pk", "colour"))


def _colours_then(changes: QuerySet[LightChange]) -> dict[int, str]:
    """The colour that each light turned to last."""
    return dict(changes.order_by("on", "pk").values_list("task_id", "colour"))


def _turned(changes: QuerySet[LightChange]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for task, colour in changes.order_by().values_list("task_id", "colour"):
        found[task].add(colour)
    return {task: frozenset(own) for task, own in found.items()}


def _problems(answering: QuerySet[Assignment], end: datetime) -> dict[int, str]:
    """What the last report says is in the way, where it had come by then."""
    said = answering.exclude(latest__problem="").filter(latest__filed_at__lt=end)
    rows = said.annotate(problem=F("latest__problem")).order_by("-position", "-pk").values_list("task", "problem")
    return {task: problem for task, problem in rows if problem}


def _by(day: date | None, until: date) -> date | None:
    """*day* where it had come by *until*."""
    return day if day is not None and day <= until else None


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.ZONE).date()


def _end(day: date) -> datetime:
    """The moment at which *day* is over."""
    return datetime.combine(day + timedelta(days=1), time(), clock.ZONE)
