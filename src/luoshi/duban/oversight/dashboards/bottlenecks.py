"""卡点: where work waits and for whom, since when; each kind with its median and its longest wait.

What waits is an assignment, or a request about one.  Counts are grouped by the database, the median is read at its
place in the order of waiting, so that the page costs the same however much waits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import CharField, Count, F, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast
from django.db.models.lookups import IsNull
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from luoshi.duban.accounts.models import Office
from luoshi.duban.clock import ZONE
from luoshi.duban.oversight.dashboards.charts import Chart, Kind, Row, Series
from luoshi.duban.oversight.dashboards.seen import Seen
from luoshi.duban.oversight.dashboards.shares import OPEN_STATES
from luoshi.duban.tasks.acting import running
from luoshi.duban.tasks.models import OVER, Assignment, AssignmentRole, Decision, Extension, Report, Return, State


class Wait(StrEnum):
    """What is waited for, in the order of a task's course."""

    UNSIGNED = "unsigned"
    AGAIN = "again"
    HELP = "help"
    VERIFY = "verify"
    CLOSE = "close"
    EXTENSION = "extension"
    RETURN = "return"


WAITS: Mapping[Wait, str | Promise] = {
    Wait.UNSIGNED: gettext_lazy("待签收"),
    Wait.AGAIN: gettext_lazy("退办待整改"),
    Wait.HELP: gettext_lazy("待协调"),
    Wait.VERIFY: gettext_lazy("待核查"),
    Wait.CLOSE: gettext_lazy("待销号"),
    Wait.EXTENSION: gettext_lazy("待审批延期"),
    Wait.RETURN: gettext_lazy("退回待处理"),
}
#: Whom each waits for; empty: it is named by each row (the unit, or who is to help).
_FOR: Mapping[Wait, str | Promise] = {
    Wait.VERIFY: gettext_lazy("督查员"),
    Wait.CLOSE: gettext_lazy("督查室负责人"),
    Wait.EXTENSION: gettext_lazy("督查室负责人"),
    Wait.RETURN: gettext_lazy("督查员"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where the rows of a kind are: the query, the column since when they wait, whom they wait for, the unit's way."""

    rows: Callable[[QuerySet[Assignment]], QuerySet[Any]]
    since: str
    whom: str = ""
    assignment: str = ""


def _open_requests(
    model: type[Extension] | type[Return], condition: Q
) -> Callable[[QuerySet[Assignment]], QuerySet[Any]]:
    """What waits for an answer is little, so each is asked whether its assignment is meant.

    As a value: asked whether there is one, PostgreSQL would collect all that are meant first.
    """

    def rows(assignments: QuerySet[Assignment]) -> QuerySet[Any]:
        meant = assignments.filter(condition, pk=OuterRef("assignment")).order_by().values("pk")
        return model.objects.filter(IsNull(Subquery(meant), False), decision=Decision.OPEN)

    return rows


def _whole(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Without what units gave to those below them."""
    return assignments.exclude(role=AssignmentRole.PART)


def _handed_in(state: State) -> Callable[[QuerySet[Assignment]], QuerySet[Assignment]]:
    return lambda assignments: _whole(assignments).filter(state=state, answers=True)


def _asked_for_help() -> QuerySet[Any]:
    """The keys of what ever asked for help, from an index of their reports; else every open task's report is read."""
    return Report.objects.filter(help_needed__gt="").order_by().values("assignment")


SOURCES: Mapping[Wait, Source] = {
    Wait.UNSIGNED: Source(lambda rows: _whole(rows).filter(running(), state=State.ISSUED), "state_since", "unit__name"),
    Wait.AGAIN: Source(lambda rows: _whole(rows).filter(running(), state=State.SENT_BACK), "state_since", "unit__name"),
    Wait.HELP: Source(
        lambda rows: rows.filter(
            answers=True, state__in=OPEN_STATES, latest__help_needed__gt="", pk__in=_asked_for_help()
        ),
        "latest__reported_on",
        "latest__help_from",
    ),
    Wait.VERIFY: Source(_handed_in(State.SUBMITTED), "state_since"),
    Wait.CLOSE: Source(_handed_in(State.VERIFIED), "state_since"),
    Wait.EXTENSION: Source(_open_requests(Extension, ~Q(state__in=OVER)), "asked_on", assignment="assignment__"),
    Wait.RETURN: Source(_open_requests(Return, Q(state=State.RETURNED)), "asked_on", assignment="assignment__"),
}


def waiting(seen: Seen, wait: Wait) -> QuerySet[Any]:
    """What waits, the longest first."""
    source = SOURCES[wait]
    return source.rows(seen.assignments).order_by(F(source.since).asc(nulls_last=True), "pk")


def days_waited(since: date | datetime | None, today: date) -> int:
    """For how many calendar days."""
    if since is None:
        return 0
    day = since.astimezone(ZONE).date() if isinstance(since, datetime) else since
    return max(0, (today - day).days)


@dataclass(frozen=True, slots=True)
class Held:
    """A kind: how many wait, the median and the longest wait in days, since when, and for whom the most do.

    ``whom`` has each name with how many wait for it and what an address narrows to it by; ``others`` are not named.
    """

    wait: Wait
    count: int
    median: int
    longest: int
    since: date | datetime | None
    whom: Sequence[tuple[str, int, str]]
    others: int = 0

    @property
    def name(self) -> str:
        """What it is called."""
        return str(WAITS[self.wait])

    @property
    def url(self) -> str:
        """Where its rows are."""
        return reverse("dashboards:waiting", args=(self.wait.value,))


#: The column of those that wait since a moment; the others wait since a day.
_MOMENT = "state_since"
#: What an address says for those that name nobody to help.
UNNAMED = "-"
#: So many of those for whom a kind waits are named.
_NAMED = 5


def held(seen: Seen) -> list[Held]:
    """Every kind of which something waits: three queries."""
    groups = _groups(seen)
    middles = _middles(seen, {wait: sum(one.count for one in found) for wait, found in groups.items()})
    return [_held(wait, groups[wait], middles.get(wait), seen.today) for wait in Wait if groups.get(wait)]


@dataclass(frozen=True, slots=True)
class _Group:
    """Those that a kind waits for: how many, and the oldest."""

    whom: str
    key: str
    count: int
    oldest: date | datetime | None


def _held(wait: Wait, found: Sequence[_Group], median: date | datetime | None, today: date) -> Held:
    oldest = min((one.oldest for one in found if one.oldest is not None), default=None)
    ordered = sorted(found, key=lambda one: (-one.count, one.whom))
    whom = [(one.whom, one.count, one.key) for one in ordered[:_NAMED]]
    count = sum(one.count for one in found)
    return Held(
        wait, count, days_waited(median, today), days_waited(oldest, today), oldest, whom, max(0, len(ordered) - _NAMED)
    )


def _groups(seen: Seen) -> dict[Wait, list[_Group]]:
    """By kind and by whom it waits for: one query for the moments and one for the days since when they wait."""
    found: dict[Wait, list[_Group]] = {}
    for kinds in ([w for w in Wait if SOURCES[w].since == _MOMENT], [w for w in Wait if SOURCES[w].since != _MOMENT]):
        parts = [_grouped(seen, wait) for wait in kinds]
        for wait, whom, count, oldest in parts[0].union(*parts[1:], all=True):
            if count:
                name = whom or str(_FOR.get(Wait(wait), "")) or _("未写明")
                key = (whom or UNNAMED) if SOURCES[Wait(wait)].whom else ""
                found.setdefault(Wait(wait), []).append(_Group(name, key, count, oldest))
    return found


def _grouped(seen: Seen, wait: Wait) -> QuerySet[Any]:
    source = SOURCES[wait]
    whom = Cast(F(source.whom), CharField()) if source.whom else Value("", CharField())
    rows = waiting(seen, wait).order_by().annotate(wait=Value(wait.value, CharField()), whom=whom)
    grouped = rows.values("wait", "whom").annotate(number=Count("pk"), oldest=Min(source.since))
    found: QuerySet[Any] = grouped.values_list("wait", "whom", "number", "oldest")
    return found


def _middles(seen: Seen, counts: Mapping[Wait, int]) -> dict[Wait, date | datetime | None]:
    """Since when the middle one of each kind waits, in the order of waiting: one query."""
    asked = {
        f"middle_{wait.value}": Subquery(waiting(seen, wait).values(SOURCES[wait].since)[(count - 1) // 2 :][:1])
        for wait, count in counts.items()
    }
    row = Office.objects.filter(pk=seen.office).annotate(**asked).values(*asked).first() if asked else None
    return {wait: row[f"middle_{wait.value}"] for wait in counts} if row else {}


def bottleneck_chart(found: Sequence[Held]) -> Chart:
    """How many wait, by what for, with the median and the longest wait."""
    rows = tuple(Row(one.name, (one.count, one.median, one.longest), (one.url,) * 3, one.url) for one in found)
    return Chart(
        key="bottlenecks",
        title=_("卡在哪里"),
        sentence=_sentence(found),
        heading=_("环节"),
        kind=Kind.PANELS,
        series=(
            Series("count", _("等待（件）"), "open"),
            Series("median", _("等待中位数（天）"), "soon"),
            Series("longest", _("最长等待（天）"), "overdue"),
        ),
        rows=rows,
        excel=reverse("dashboards:excel", args=("bottlenecks",)),
    )


def _sentence(found: Sequence[Held]) -> str:
    if not found:
        return _("没有事项在等待。")
    most, longest = max(found, key=lambda one: one.count), max(found, key=lambda one: one.longest)
    count = sum(one.count for one in found)
    words = ngettext("共%(count)s件在等待", "共%(count)s件在等待", count) % {"count": count}
    told = {"most": most.name, "number": most.count, "longest": longest.name, "days": longest.longest}
    return words + _("，最多的环节是%(most)s，%(number)s件；等得最久的在%(longest)s，%(days)s天。") % told
