"""The rows of a page or of a part of an export: everything that the chosen columns show, in a few queries."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Count, F, Model, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from luoshi.duban.accounts.roles import Role
from luoshi.duban.organisations.models import Tenure, Unit
from luoshi.duban.organisations.queries import current
from luoshi.duban.tasks.ledger.gathering import Gathered
from luoshi.duban.tasks.models import (
    Assignment,
    Decision,
    Evidence,
    Extension,
    LedgerRow,
    Report,
    State,
    Step,
    Target,
    Task,
    TaskSource,
    Verification,
)

#: How many tasks of an export are read at once.
CHUNK = 500
_TARGET = ("words", "measured", "comparator", "value", "upper", "unit")
_SOURCE = ("kind", "said_by", "said_on", "paper", "title", "document_number", "file")
#: In the order of the model, as a row is made of them.
_SAID = ("kind", "text", "problem", "help_needed", "help_from", "next_step", "reported_by", "reported_on")
_REPORT = ("id", *_SAID)
_UNIT = ("id", "name", "short_name")
Row = TypeVar("Row", bound=Model)


class Needs(StrEnum):
    """What a column needs beside the task and its units.

    Any other word names a row of an app above that belongs to the task, one to one (``light``); it comes with it.
    """

    REPORTS = "reports"
    TARGETS = "targets"
    STEPS = "steps"
    PLAN = "plan"
    SOURCES = "sources"
    REGISTER = "register"
    PEOPLE = "people"
    EXTENSIONS = "extensions"
    VERIFICATION = "verification"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class People:
    """Who answers today, by the unit's key: liaisons, heads, and the leaders in whose field it is."""

    liaisons: dict[int, list[str]] = field(default_factory=dict)
    heads: dict[int, list[str]] = field(default_factory=dict)
    leaders: dict[int, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """A task with what was fetched for it.  ``shares`` are its assignments that stand, in their order."""

    task: Task
    today: date
    people: People
    place: int

    @property
    def shares(self) -> list[Assignment]:
        """The units that have the task."""
        return [row for row in self.task.assignments.all() if row.state != State.WITHDRAWN]

    @property
    def answering(self) -> list[Assignment]:
        """The units that report on it; of a task that is over, those that did."""
        rows = list(self.task.assignments.all())
        return [row for row in rows if row.answers and row.state != State.WITHDRAWN] or [
            row for row in rows if row.answers
        ]

    @property
    def reports(self) -> list[tuple[Assignment, Report]]:
        """The last report of each unit that reports and has done so."""
        return [(row, row.latest) for row in self.answering if row.latest is not None]

    @property
    def sources(self) -> list[dict[str, Any]]:
        """Where the task comes from."""
        rows: list[dict[str, Any]] = self.task.__dict__["source_rows"]
        return rows

    @property
    def before(self) -> LedgerRow | None:
        """What yesterday's ledger said, of a task that was taken over."""
        return getattr(self.task, "ledger_row", None)


def lines(keys: Sequence[int], needs: Collection[str], today: date, *, first: int = 1) -> list[Line]:
    """The tasks with these *keys*, in their order, counted from *first*."""
    found = {task.pk: task for task in _tasks(keys, needs)}
    tasks = [found[key] for key in keys if key in found]
    units: dict[int, Unit] = {}
    for task in tasks:
        _put_units(task, units)
        _put_rows(task)
    people = _people({task.lead_id for task in tasks if task.lead_id}, today) if Needs.PEOPLE in needs else People()
    return [Line(task, today, people, place) for place, task in enumerate(tasks, first)]


def stream(keys: Sequence[int], needs: Collection[str], today: date) -> Iterator[Line]:
    """The same for any number of tasks, a part at a time."""
    rest, first = iter(keys), 1
    while some := list(islice(rest, CHUNK)):
        yield from lines(some, needs, today, first=first)
        first += len(some)


def _tasks(keys: Sequence[int], needs: Collection[str]) -> QuerySet[Task]:
    tasks = Task.objects.filter(pk__in=keys).defer("conditions")
    if beside := sorted(set(needs) - set(Needs)):
        tasks = tasks.select_related(*beside)
    if Needs.REGISTER in needs:
        tasks = tasks.select_related("register")
    if Needs.REPORTS in needs or Needs.EXTENSIONS in needs:
        tasks = tasks.select_related("ledger_row")
    if Needs.PLAN in needs or Needs.SOURCES in needs:
        tasks = tasks.select_related("plan")
    units = Prefetch("assignments", queryset=_assignments(needs))
    return tasks.annotate(**_gathered(needs), **_counted(needs)).prefetch_related(units)


def _gathered(needs: Collection[str]) -> dict[str, Gathered]:
    """What belongs to a task and is only read: steps, targets, sources."""
    found: dict[str, Gathered] = {}
    if Needs.STEPS in needs:
        steps = Step.objects.filter(task=OuterRef("pk")).order_by("position", "id")
        found["step_rows"] = Gathered(steps, ("text",))
    if Needs.TARGETS in needs:
        targets = Target.objects.filter(task=OuterRef("pk")).order_by("position", "id")
        found["target_rows"] = Gathered(targets, _TARGET)
    if Needs.SOURCES in needs:
        sources = TaskSource.objects.filter(task=OuterRef("pk")).order_by("position", "id")
        named = sources.annotate(
            title=F("document__title"), document_number=F("document__number"), file=F("document__source__name")
        )
        found["source_rows"] = Gathered(named, _SOURCE)
    return found


def _counted(needs: Collection[str]) -> dict[str, Any]:
    """What is said of the course of a task in a word or a figure."""
    found: dict[str, Any] = {}
    if Needs.EXTENSIONS in needs:
        granted = Extension.objects.filter(assignment__task=OuterRef("pk"), decision=Decision.GRANTED)
        found["extended"] = _count(granted)
        found["extension_reason"] = Subquery(granted.order_by("-id").values("reason")[:1])
    if Needs.VERIFICATION in needs:
        checked = Verification.objects.filter(assignment__task=OuterRef("pk")).order_by("-id")
        found["conclusion"] = Subquery(checked.values("conclusion")[:1])
    if Needs.EVIDENCE in needs:
        found["files"] = _count(Evidence.objects.filter(assignment__task=OuterRef("pk")))
    return found


def _count(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("assignment__task").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def _assignments(needs: Collection[str]) -> QuerySet[Assignment]:
    """The assignments with the names of their units and the words of their last report, in one query."""
    more = {
        "unit_name": F("unit__name"),
        "unit_short_name": F("unit__short_name"),
        "through_name": F("through__name"),
    }
    if Needs.REPORTS in needs:
        more |= {f"said_{name}": F(f"latest__{name}") for name in _SAID}
    return Assignment.objects.defer("words", "why").annotate(**more).order_by("position", "id")


def _put_rows(task: Task) -> None:
    """Give the task its steps and targets, as if they had been fetched beside it."""
    came, kept = task.__dict__, task.__dict__["_prefetched_objects_cache"]
    if "step_rows" in came:
        kept["steps"] = [Step(task=task, **row) for row in came["step_rows"]]
    if "target_rows" in came:
        kept["targets"] = [Target(task=task, **row) for row in came["target_rows"]]


def _put_units(task: Task, units: dict[int, Unit]) -> None:
    """Give the assignments their unit, group and last report, made of what came with them; a unit is made once."""
    for row in task.assignments.all():
        came = row.__dict__
        kept = row._state.fields_cache
        kept["unit"] = _unit(units, row.unit_id, came["unit_name"], came["unit_short_name"])
        kept["through"] = _unit(units, row.through_id, came["through_name"], "")
        if "said_text" in came:
            said = (row.latest_id, *(came[f"said_{name}"] for name in _SAID))
            kept["latest"] = _made(Report, _REPORT, said) if row.latest_id is not None else None


def _unit(units: dict[int, Unit], key: int | None, name: str, short_name: str) -> Unit | None:
    if key is None:
        return None
    if key not in units:
        units[key] = _made(Unit, _UNIT, (key, name, short_name))
    return units[key]


def _made(model: type[Row], names: Sequence[str], values: Sequence[Any]) -> Row:
    """A row as if it had been read with these columns alone: a quarter of what it costs to make a new one."""
    return model.from_db(DEFAULT_DB_ALIAS, names, values)


def _people(units: Collection[int], today: date) -> People:
    """In one query; a leader answers for many units."""
    found = People()
    by_role: dict[str, dict[int, list[str]]] = {Role.LIAISON: found.liaisons, Role.UNIT_HEAD: found.heads}
    own = Q(post__role__in=list(by_role), post__unit__in=units)
    in_field = Q(post__role=Role.ACCOUNTABLE_LEADER, post__fields__in=units)
    held = Tenure.objects.filter(own | in_field, current(today), post__is_open=True).order_by("starts", "pk")
    for role, unit, answered_for, name in held.values_list("post__role", "post__unit", "post__fields", "person__name"):
        key = unit if role in by_role else answered_for
        names = by_role.get(role, found.leaders).setdefault(key, [])
        if name not in names:
            names.append(name)
    return found
