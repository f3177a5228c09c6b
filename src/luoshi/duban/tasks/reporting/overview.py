"""Which units owe reports now: how many, since when, how many of them past their limit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, When

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office
from luoshi.duban.accounts.roles import Role
from luoshi.duban.organisations.models import Tenure, Unit
from luoshi.duban.organisations.queries import current
from luoshi.duban.registers.models import Rhythm
from luoshi.duban.tasks.lateness import overdue_assignments
from luoshi.duban.tasks.models import Assignment, ReportLink, ReportSheet
from luoshi.duban.tasks.nodes import oldest_unanswered
from luoshi.duban.tasks.owed import LIMIT_WINDOW, last_opened, owing, periods_between, working_day_before

#: Nothing is traced further back than this.
_FURTHEST = timedelta(days=400)


@dataclass(slots=True)
class UnitOwes:
    """A unit with what it owes; ``since`` is the day on which the oldest of it was first owed."""

    unit: Unit
    count: int = 0
    overdue: int = 0
    since: date | None = None
    liaisons: list[str] = field(default_factory=list)


def units_owing(office: Office, today: date, words: str = "") -> QuerySet[Unit]:
    """The units of *office* that owe something, in their order, with when a sheet or a link was made for them last."""
    owed = Assignment.objects.filter(owing(today), unit=OuterRef("pk"), task__office=office)
    sheets = ReportSheet.objects.filter(unit=OuterRef("pk")).order_by("-id")
    links = ReportLink.objects.filter(unit=OuterRef("pk"), revoked_at__isnull=True, expires_at__gt=clock.now())
    units = Unit.objects.filter(Exists(owed), office=office)
    if words:
        units = units.filter(Q(name__contains=words) | Q(short_name__contains=words) | Q(aliases__name__contains=words))
        units = units.distinct()
    return units.annotate(
        sheet_at=Subquery(sheets.values("made_at")[:1]),
        link_at=Subquery(links.order_by("-id").values("made_at")[:1]),
    ).order_by("position", "id")


def with_counts(units: Collection[Unit], today: date) -> list[UnitOwes]:
    """The rows of a page of :func:`units_owing`: two queries, whatever is owed."""
    found = {unit.pk: UnitOwes(unit) for unit in units}
    for row in _counted(found, today):
        one = found[row["unit"]]
        one.count += row["count"]
        one.overdue += row["overdue"]
        day = _since(Rhythm(row["rhythm"]), row, today)
        one.since = min(filter(None, (one.since, day)), default=None)
    for unit, name, telephone in _liaisons(found, today):
        found[unit].liaisons.append(f"{name} {telephone}".strip())
    return list(found.values())


def _counted(units: Collection[int], today: date) -> list[dict[str, Any]]:
    ruled = Case(
        When(task__rhythm="", then=F("task__register__rhythm")), default=F("task__rhythm"), output_field=CharField()
    )
    silent = Q(reported_through__isnull=True)
    rows = Assignment.objects.filter(owing(today), unit__in=units).order_by()
    counted = (
        rows.annotate(rhythm=ruled, first_node=oldest_unanswered(last_opened(today)))
        .values("unit", "rhythm")
        .annotate(
            count=Count("pk"),
            overdue=Count("pk", filter=overdue_assignments(today)),
            covered=Min("reported_through"),
            given=Min("counts_from", filter=silent),
            limit=Min("due"),
            node=Min("first_node"),
        )
    )
    return [dict(row) for row in counted]


def _since(rhythm: Rhythm, row: dict[str, Any], today: date) -> date | None:
    """When the oldest of these was first owed: in the first window after what was last covered, or was given."""
    if rhythm in (Rhythm.NONE, Rhythm.MILESTONES):
        first = (row["limit"], row["node"] if rhythm == Rhythm.MILESTONES else None)
        asked = [day for day in first if day is not None and day <= last_opened(today)]
        return working_day_before(min(asked), LIMIT_WINDOW) if asked else None
    days = []
    for covered, given in ((row["covered"], None), (None, row["given"])):
        begins = covered or given
        if begins is None:
            continue
        periods = periods_between(rhythm, max(begins, today - _FURTHEST), today)
        days += [
            period.opens
            for period in periods
            if (covered is None or period.ends > covered) and (given is None or period.opens > given)
        ][:1]
    return min(days, default=None)


def _liaisons(units: Collection[int], today: date) -> list[tuple[int, str, str]]:
    held = Tenure.objects.filter(current(today), post__unit__in=units, post__role=Role.LIAISON, post__is_open=True)
    return list(held.order_by("starts", "pk").values_list("post__unit", "person__name", "person__telephone"))


def chosen_units(office: Office, keys: Collection[int]) -> list[Unit]:
    """Those of *keys* that are units of *office*, in their order."""
    return list(Unit.objects.select_related("office").filter(office=office, pk__in=keys).order_by("position", "id"))


def all_owing(office: Office, today: date) -> list[Unit]:
    """Every unit that owes something, for what is done to all of them at once."""
    return list(units_owing(office, today).select_related("office"))
