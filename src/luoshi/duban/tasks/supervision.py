"""督办台: what waits for the supervision office, kind by kind, the oldest first.

Every list is a page of rows and every count (:mod:`.supervision_counts`) ends at a thousand, so that the desk costs the
same however much waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import Exact
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Role
from luoshi.duban.organisations.models import Tenure
from luoshi.duban.organisations.queries import current
from luoshi.duban.tasks.acting import assignments_in_office, running
from luoshi.duban.tasks.lateness_words import Fact, of_assignment
from luoshi.duban.tasks.models import (
    OVER,
    Assignment,
    AssignmentRole,
    Decision,
    Evidence,
    Extension,
    Report,
    Return,
    State,
    Task,
)
from luoshi.duban.tasks.owed import owing
from luoshi.duban.tasks.submissions import findings_of_many, is_own, submissions_of
from luoshi.duban.tasks.verifying import Finding, figures_hold

#: What was issued this many days ago and nobody has signed for is chased.
SIGNED_WITHIN = 3


class Tab(StrEnum):
    """The kinds of thing that wait, in the order of the desk."""

    VERIFY = "verify"
    CLOSE = "close"
    EXTENSIONS = "extensions"
    RETURNS = "returns"
    OBJECTIONS = "objections"
    UNSIGNED = "unsigned"
    OWED = "owed"
    SUSPENDED = "suspended"


TITLES: dict[Tab, str | Promise] = {
    Tab.VERIFY: _("待核查"),
    Tab.CLOSE: _("待销号"),
    Tab.EXTENSIONS: _("待审批延期"),
    Tab.RETURNS: _("退回待处理"),
    Tab.OBJECTIONS: _("代录异议"),
    Tab.UNSIGNED: _("未签收"),
    Tab.OWED: _("欠报"),
    Tab.SUSPENDED: _("已中止"),
}


NOTHING: dict[Tab, str | Promise] = {
    Tab.VERIFY: _("没有待核查的任务"),
    Tab.CLOSE: _("没有待销号的任务"),
    Tab.EXTENSIONS: _("没有待审批的延期"),
    Tab.RETURNS: _("没有退回的任务"),
    Tab.OBJECTIONS: _("没有待答复的异议"),
    Tab.UNSIGNED: _("各单位都已签收"),
    Tab.OWED: _("没有欠报"),
    Tab.SUSPENDED: _("没有中止的任务"),
}


@dataclass(frozen=True, slots=True)
class Beside:
    """A page of an app above that belongs to the desk as a tab: its title, its address by name, and what waits there.

    ``rows`` gives querysets whose rows are counted together.
    """

    title: str | Promise
    address: str
    rows: Callable[[User], Sequence[QuerySet[Any]]]


_beside: list[Beside] = []


def offer_beside(tab: Beside) -> None:
    """Let an app above add a tab to the desk that leads to a page of its own; in its ``AppConfig.ready``."""
    if tab not in _beside:
        _beside.append(tab)


def tabs_beside() -> tuple[Beside, ...]:
    """What the apps above added, in the order in which they were offered."""
    return tuple(_beside)


def waiting(user: User, tab: Tab) -> QuerySet[Any]:
    """The rows of *tab* that *user* may see, the oldest first."""
    return _ROWS[tab](user)


def _handed_in(state: State) -> Callable[[User], QuerySet[Assignment]]:
    def rows(user: User) -> QuerySet[Assignment]:
        found = assignments_in_office(user).filter(state=state, answers=True)
        return found.exclude(role=AssignmentRole.PART).order_by("state_since", "pk")

    return rows


def _about(user: User, condition: Q | None = None) -> Exact:
    """For what is open about an assignment: those of the person's office of which *condition* holds.

    Asked of each row that is still open, of which there are few, and as a value: as a join, or as a question whether
    there is one, a database would begin with all that the office's units ever had.
    """
    rows = Assignment.objects.filter(pk=OuterRef("assignment"))
    rows = rows if condition is None else rows.filter(condition)
    return Exact(Subquery(rows.order_by().values("unit__office")), user.office_id or 0)


def _extensions(user: User) -> QuerySet[Extension]:
    rows = Extension.objects.filter(_about(user, ~Q(state__in=OVER)), decision=Decision.OPEN)
    return rows.select_related("assignment__task", "assignment__unit", "typed_by").order_by("assignment__due", "pk")


def _returns(user: User) -> QuerySet[Return]:
    rows = Return.objects.filter(_about(user, Q(state=State.RETURNED)), decision=Decision.OPEN)
    return rows.select_related("assignment__task", "assignment__unit", "typed_by", "right_unit").order_by("pk")


def _objections(user: User) -> QuerySet[Report]:
    rows = Report.objects.filter(_about(user), objected_at__isnull=False, answered_at__isnull=True)
    return rows.select_related("assignment__task", "assignment__unit", "typed_by").order_by("objected_at", "pk")


def _unsigned(user: User) -> QuerySet[Assignment]:
    before = clock.now() - timedelta(days=SIGNED_WITHIN)
    found = assignments_in_office(user).filter(state=State.ISSUED, state_since__lt=before)
    return found.filter(running()).exclude(role=AssignmentRole.PART)


def _owed(user: User) -> QuerySet[Assignment]:
    return assignments_in_office(user).filter(owing(clock.today()))


def _suspended(user: User) -> QuerySet[Task]:
    rows = Task.objects.filter(office=user.office_id, suspended_since__isnull=False).exclude(state__in=OVER)
    return rows.order_by("suspended_since", "pk")


_ROWS: dict[Tab, Callable[[User], QuerySet[Any]]] = {
    Tab.VERIFY: _handed_in(State.SUBMITTED),
    Tab.CLOSE: _handed_in(State.VERIFIED),
    Tab.EXTENSIONS: _extensions,
    Tab.RETURNS: _returns,
    Tab.OBJECTIONS: _objections,
    Tab.UNSIGNED: _unsigned,
    Tab.OWED: _owed,
    Tab.SUSPENDED: _suspended,
}


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A row of 待核查 or 待销号: what is set beside what, and whether the person who looks may judge it."""

    assignment: Assignment
    report: Report | None
    findings: list[Finding]
    facts: list[Fact]
    evidence: int
    own: bool

    @property
    def waited(self) -> int:
        """For how many days it has been waiting in its state."""
        since = self.assignment.state_since
        return (clock.today() - since.astimezone(clock.ZONE).date()).days if since is not None else 0

    @property
    def together(self) -> bool:
        """Whether it may be decided with others at once."""
        return not self.own and figures_hold(self.findings)

    @property
    def differing(self) -> list[Finding]:
        """What does not hold."""
        return [one for one in self.findings if one.holds is False]


def handed_in(rows: Iterable[Assignment], user: User) -> list[HandedIn]:
    """*rows* with what their units reported: five queries, whatever their number."""
    found = list(rows)
    reports = submissions_of(found)
    beside = findings_of_many(found, reports)
    counted = Evidence.objects.filter(report__in=list(reports.values())).order_by().values_list("report")
    files = dict(counted.annotate(count=Count("pk")))
    today = clock.today()
    return [
        HandedIn(
            one,
            reports.get(one.pk),
            beside[one.pk],
            of_assignment(one, one.task, today),
            files.get(reports[one.pk].pk, 0) if one.pk in reports else 0,
            is_own(user, reports.get(one.pk)),
        )
        for one in found
    ]


@dataclass(slots=True)
class UnsignedUnit:
    """A unit with what it has not signed for: how many, since when, and whom to call."""

    unit: int
    name: str
    count: int
    since: datetime
    people: list[str] = field(default_factory=list)

    @property
    def days(self) -> int:
        """For how many days the oldest waits."""
        return (clock.today() - self.since.astimezone(clock.ZONE).date()).days


def unsigned_units(user: User) -> QuerySet[Any]:
    """The units that have not signed, who waits longest first."""
    rows = _unsigned(user).order_by().values("unit", "unit__name").annotate(count=Count("pk"), since=Min("state_since"))
    return rows.order_by("since", "unit")


def with_people(rows: Iterable[dict[str, Any]]) -> list[UnsignedUnit]:
    """*rows* of :func:`unsigned_units` with the liaisons of the units and their telephones: one query."""
    found = {row["unit"]: UnsignedUnit(row["unit"], row["unit__name"], row["count"], row["since"]) for row in rows}
    held = Tenure.objects.filter(
        current(clock.today()), post__unit__in=list(found), post__is_open=True, post__role=Role.LIAISON
    )
    for tenure in held.select_related("person", "post").order_by("post", "pk"):
        person = tenure.person
        found[tenure.post.unit_id or 0].people.append(f"{person.name} {person.telephone}".strip())
    return list(found.values())
