"""工作量: what each unit has in hand, and how many reports a month it is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, F, QuerySet, When
from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.duban.addresses import address_of
from luoshi.duban.organisations.models import Unit
from luoshi.duban.oversight.dashboards.charts import Chart, Kind, Row, Series, largest
from luoshi.duban.oversight.dashboards.monthly import windows
from luoshi.duban.oversight.dashboards.seen import Seen
from luoshi.duban.oversight.dashboards.shares import IN_HAND, SHARES, Share, is_share
from luoshi.duban.oversight.dashboards.wanted import address
from luoshi.duban.registers.models import Rhythm
from luoshi.duban.tasks.ledger.asked import Asked
from luoshi.duban.tasks.models import Assignment

#: What is counted of every unit, in the order of the columns.
COUNTED = (Share.OPEN, Share.LATE, Share.SOON, Share.OWED)
_TONES = {Share.OPEN: "open", Share.LATE: "overdue", Share.SOON: "soon", Share.OWED: "owed"}


@dataclass(slots=True)
class Load:
    """What a unit has in hand; ``reports`` are those that this month asks for, by the rhythms of its open tasks."""

    unit: int
    counts: dict[Share, int] = field(default_factory=lambda: defaultdict(int))
    reports: int = 0


def loads(assignments: QuerySet[Assignment], today: date) -> list[Load]:
    """What each unit has in hand of *assignments*: one query, a row for each unit and rhythm."""
    rhythm = Case(
        When(task__rhythm="", then=F("task__register__rhythm")), default=F("task__rhythm"), output_field=CharField()
    )
    rows = assignments.filter(IN_HAND).order_by()
    counted = {share.value: Count("pk", filter=is_share(share, today)) for share in COUNTED}
    grouped = rows.annotate(every=rhythm).values("unit", "every")
    asked = {Share.ASKED.value: Count("pk", filter=is_share(Share.ASKED, today))}
    counts: Iterable[Mapping[str, Any]] = grouped.annotate(**counted, **asked)
    times, found = windows(today), dict[int, Load]()
    for row in counts:
        load = found.setdefault(row["unit"], Load(row["unit"]))
        for share in COUNTED:
            load.counts[share] += row[share.value]
        load.reports += row[Share.ASKED.value] * times.get(Rhythm(row["every"]), 1)
    return list(found.values())


def workload_chart(seen: Seen) -> Chart:
    """The chart of the units that the person answers for or supervises, the busiest first: three queries."""
    rows = [_row(load, seen.asked, name) for load, name in _named(seen)]
    rows.sort(key=lambda row: (-row.values[0], -row.values[1], row.label))
    return Chart(
        key="workload",
        title=_("各单位工作量"),
        sentence=_sentence(rows),
        heading=_("单位"),
        kind=Kind.PANELS,
        series=(
            *(Series(share.value, str(SHARES[share]), _TONES[share]) for share in COUNTED),
            Series("reports", _("本月应报（件）"), "reports"),
        ),
        rows=tuple(rows),
        excel=f"{reverse('dashboards:excel', args=('workload',))}?{seen.query()}",
        drawn=12,
    )


def _named(seen: Seen) -> list[tuple[Load, str]]:
    names = dict(Unit.objects.filter(office=seen.office).values_list("pk", "name"))
    return [(load, names.get(load.unit, "—")) for load in loads(seen.assignments, seen.today)]


def _row(load: Load, asked: Asked, name: str) -> Row:
    urls = [address(asked, share=share.value, of=load.unit) for share in (*COUNTED, Share.ASKED)]
    values = (*(load.counts[share] for share in COUNTED), load.reports)
    return Row(name, values, tuple(urls), address_of("tasks:unit", load.unit))


def _sentence(rows: list[Row]) -> str:
    if not rows:
        return _("没有单位有未办结的任务。")
    most, late, asked = rows[0], largest(rows, 1), largest(rows, 4)
    told = {"units": len(rows), "name": most.label, "count": most.values[0]}
    words = _("%(units)s个单位有未办结任务，最多的是%(name)s，%(count)s项。") % told
    if late is not None:
        words += _("逾期最多的是%(name)s，%(count)s项。") % {"name": late.label, "count": late.values[1]}
    if asked is not None:
        words += _("本月应报最多的是%(name)s，%(count)s件。") % {"name": asked.label, "count": asked.values[4]}
    return words
