"""我的工作: what the units that a person acts for owe now, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext as _

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right, Role
from luoshi.duban.organisations.models import Unit
from luoshi.duban.organisations.queries import acting_units, current, tenures_today
from luoshi.duban.registers.models import Rhythm
from luoshi.duban.tasks.lateness import late_days, overdue_days
from luoshi.duban.tasks.models import (
    Approval,
    Assignment,
    AssignmentRole,
    Decision,
    Extension,
    Invitation,
    Notice,
    Report,
    ReportDraft,
    State,
    Verification,
    VerificationOutcome,
)
from luoshi.duban.tasks.owed import REPORTING, asked_period, fetch_nodes, owes, owing, periods_between, rhythm_of
from luoshi.duban.tasks.unit_side import UnitSide

#: So many rows that a report is owed for are shown, and so many of each other group; the ledger has them all.
SHOWN = 50
SHOWN_ELSE = 10
_HANDED_IN = (State.SUBMITTED, State.VERIFIED, State.RETURNED)
_HORIZON = 120
_SOON = 14


@dataclass(frozen=True, slots=True)
class Row:
    """One assignment as its unit sees it: ``owed`` is the last day of the period that a report is owed for."""

    assignment: Assignment
    owed: date | None
    overdue: int
    late: int
    reason: str = ""
    drafted: datetime | None = None
    asked: bool = False
    waiting: bool = False
    has_units_below: bool = False

    @property
    def side(self) -> UnitSide:
        """What the unit may do with it."""
        return UnitSide(self.assignment, clock.today(), has_units_below=self.has_units_below)

    @property
    def period(self) -> str:
        """For which period a report is owed, in words."""
        return "" if self.owed is None else period_words(rhythm_of(self.assignment.task), self.owed)

    @property
    def days_left(self) -> int | None:
        """Days to the limit where it is near and has not passed."""
        due = self.assignment.due
        left = None if due is None else (due - clock.today()).days
        return left if left is not None and 0 <= left <= _SOON else None


@dataclass(slots=True)
class Group:
    """Rows of one kind; ``count`` counts those that are not shown as well."""

    rows: list[Row] = field(default_factory=list)
    count: int = 0

    @property
    def overdue(self) -> int:
        """How many of those shown are past their limit."""
        return sum(row.overdue > 0 for row in self.rows)

    @property
    def rest(self) -> int:
        """How many are not shown."""
        return max(0, self.count - len(self.rows))


@dataclass(slots=True)
class Work:
    """Everything that awaits a person for the units they act for."""

    to_sign: Group = field(default_factory=Group)
    sent_back: Group = field(default_factory=Group)
    owed: Group = field(default_factory=Group)
    parts: Group = field(default_factory=Group)
    under_way: Group = field(default_factory=Group)
    handed_in: Group = field(default_factory=Group)
    approvals: Sequence[Report] = ()
    notices: Sequence[Notice] = ()
    invitations: Sequence[Invitation] = ()
    next_opening: date | None = None

    @property
    def shown(self) -> list[Row]:
        """Every row that the page shows."""
        groups = (self.to_sign, self.sent_back, self.owed, self.parts, self.under_way, self.handed_in)
        return [row for group in groups for row in group.rows]

    @property
    def is_clear(self) -> bool:
        """Whether nothing is to be done now."""
        groups = (self.to_sign, self.sent_back, self.owed, self.parts)
        return not (any(group.count for group in groups) or self.approvals or self.notices or self.invitations)


def work_of(user: User) -> Work:
    """What awaits *user*; a fixed number of queries, whatever there is."""
    today, units = clock.today(), acting_units(user)
    work = Work()
    placed = _placed(units, today)
    shown = {name: keys[: SHOWN if name == "owed" else SHOWN_ELSE] for name, keys in placed.items()}
    rows = _rows(user, (key for keys in shown.values() for key in keys), today)
    fetch_nodes(rows.values())
    for name, keys in placed.items():
        group: Group = getattr(work, name)
        group.count = len(keys)
        there = [rows[key] for key in shown[name] if key in rows]
        group.rows = [_row_with_more(one, today) for one in there]
    _say_why(work.sent_back)
    if may(user, Right.APPROVE_REPORT):
        work.approvals = approvals_of(user)
    work.notices = list(_notices(units))
    if may(user, Right.COMMENT):
        work.invitations = list(_invitations(units))
    if not work.owed.count:
        work.next_opening = _next_opening(work.under_way.rows, today)
    return work


def _placed(units: set[int], today: date) -> dict[str, list[int]]:
    """The keys of every group, the nearest limit first: one query, which brings nothing but keys.

    They are counted and cut here: as a window over whole rows the database would carry each of them through three
    sorts, and Django would say every condition five times.
    """
    at_it = Q(state__in=(State.ACKNOWLEDGED, State.IN_PROGRESS))
    waiting = Exists(Report.objects.filter(assignment=OuterRef("pk"), approval=Approval.AWAITING))
    group = Case(
        When(~Q(unit__in=units), then=Value("parts")),
        When(waiting, then=Value("handed_in")),
        When(state=State.ISSUED, then=Value("to_sign")),
        When(state=State.SENT_BACK, then=Value("sent_back")),
        When(at_it & owing(today), then=Value("owed")),
        When(at_it, then=Value("under_way")),
        default=Value("handed_in"),
        output_field=CharField(),
    )
    own = Q(unit__in=units, task__issued_at__isnull=False, state__in=(*REPORTING, *_HANDED_IN))
    # By the keys of what was broken down: asked of the parent's unit, every part of the office would be looked at.
    given = Assignment.objects.filter(unit__in=units, parts__isnull=False).values("pk")
    below = Q(parent__in=given, role=AssignmentRole.PART, state=State.SUBMITTED)
    rows = Assignment.objects.filter(own | below).order_by(F("due").asc(nulls_last=True), "pk")
    found: dict[str, list[int]] = {}
    for name, key in rows.values_list(group, "pk"):
        found.setdefault(name, []).append(key)
    return found


def _rows(user: User, keys: Iterable[int], today: date) -> dict[int, Any]:
    """The assignments with these *keys*, with what a row shows: one query."""
    this = OuterRef("pk")
    found = Assignment.objects.filter(pk__in=list(keys)).annotate(
        waiting=Exists(Report.objects.filter(assignment=this, approval=Approval.AWAITING)),
        asked=Exists(Extension.objects.filter(assignment=this, decision=Decision.OPEN)),
        drafted=Subquery(ReportDraft.objects.filter(assignment=this, person=user).values("saved_at")),
        above=Exists(Unit.objects.filter(current(today), parent=OuterRef("unit")).order_by()),
    )
    rows = found.select_related("task__register", "task__office", "unit", "latest").order_by()
    return {row.pk: row for row in rows}


def row_of(assignment: Assignment) -> Row:
    """One assignment (read with task, register and latest report) as it stands."""
    return _row(assignment, clock.today())


def _row(assignment: Assignment, today: date) -> Row:
    task = assignment.task
    return Row(
        assignment,
        owes(assignment, task, today),
        overdue_days(assignment, task, today),
        late_days(assignment, task, today),
    )


def _row_with_more(one: Any, today: date) -> Row:  # noqa: ANN401 -- with what was added to it
    row = _row(one, today)
    return replace(row, drafted=one.drafted, asked=one.asked, waiting=one.waiting, has_units_below=one.above)


def _say_why(group: Group) -> None:
    """What the office said when it sent work back: the last word on each."""
    keys = [row.assignment.pk for row in group.rows]
    if not keys:
        return
    said = Verification.objects.filter(assignment__in=keys, outcome=VerificationOutcome.SENT_BACK).order_by("pk")
    words = dict(said.values_list("assignment_id", "conclusion"))
    group.rows = [replace(row, reason=words.get(row.assignment.pk, "")) for row in group.rows]


def approvals_of(user: User) -> list[Report]:
    """The reports that wait for *user* as the head of their unit, the oldest first.

    On work that ended meanwhile none waits: it could not go out, and would hold up those beside it.
    """
    heading = [tenure.post for tenure in tenures_today(user) if tenure.post.role == Role.UNIT_HEAD]
    open_ones = Assignment.objects.filter(unit__in=[post.unit_id for post in heading], state__in=REPORTING)
    waiting = Report.objects.filter(approval=Approval.AWAITING, assignment__in=open_ones)
    return list(
        waiting.select_related("assignment__task__register", "assignment__task__office", "assignment__unit", "typed_by")
        .prefetch_related("figures__target", "evidence")
        .order_by("pk")[:SHOWN]
    )


def _notices(units: set[int]) -> Iterable[Notice]:
    unseen = Notice.objects.filter(unit__in=units, seen_at__isnull=True)
    return unseen.select_related("task", "unit", "made_by").order_by("-pk")[:SHOWN_ELSE]


def _invitations(units: set[int]) -> QuerySet[Invitation]:
    """The drafts that the person's units are asked to comment on, the most urgent first."""
    asked = Invitation.objects.filter(
        unit__in=units,
        circulation__closed_at__isnull=True,
        answered_at__isnull=True,
        revoked_at__isnull=True,
    )
    return asked.select_related("circulation__plan", "unit").order_by("circulation__answer_by", "id")[:SHOWN]


def _next_opening(rows: Iterable[Row], today: date) -> date | None:
    """The day from which the next report may be sent, as far as the rows that are shown tell."""
    reporting = [row.assignment for row in rows if row.assignment.answers and row.assignment.state in REPORTING]
    rhythms = {rhythm_of(one.task) for one in reporting}
    last = date.fromordinal(today.toordinal() + _HORIZON)
    tomorrow = date.fromordinal(today.toordinal() + 1)
    opens = [
        period.opens
        for rhythm in rhythms
        if asked_period(rhythm, today)
        for period in periods_between(rhythm, tomorrow, last)
    ]
    return min(opens, default=None)


def period_words(rhythm: Rhythm, ends: date) -> str:
    """The period that ends on that day: 7月, 第三季度, 7月上旬, 7月19日当周; at the limit: 到期."""
    if rhythm == Rhythm.MONTHLY:
        return _("%(month)s月") % {"month": ends.month}
    if rhythm == Rhythm.QUARTERLY:
        return _("第%(quarter)s季度") % {"quarter": (ends.month + 2) // 3}
    if rhythm == Rhythm.TEN_DAYS:
        third = {10: _("上旬"), 20: _("中旬")}.get(ends.day, _("下旬"))
        return _("%(month)s月%(third)s") % {"month": ends.month, "third": third}
    if rhythm == Rhythm.MILESTONES:
        return _("%(month)s月%(day)s日节点") % {"month": ends.month, "day": ends.day}
    if rhythm == Rhythm.WEEKLY:
        return _("%(month)s月%(day)s日当周") % {"month": ends.month, "day": ends.day}
    return _("到期")
