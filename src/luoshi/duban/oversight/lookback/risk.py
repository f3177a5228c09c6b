"""What makes a false completion more likely, as data: each reason with the weight that it adds.

Every closed-out assignment can be drawn (weight 1 by itself); a reason makes it more likely, none makes it certain.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from luoshi.duban.oversight.lookback.models import Look, Outcome
from luoshi.duban.tasks.models import (
    Assignment,
    Channel,
    CloseOut,
    Evidence,
    Extension,
    Means,
    Report,
    ReportKind,
    Target,
    Verification,
    VerificationOutcome,
)


class Reason(StrEnum):
    """Why one is more likely to be drawn than another."""

    NO_EVIDENCE = "no-evidence"
    SELF_CHECK = "self-check"
    FIGURE_MISSING = "figure-missing"
    LATE = "late"
    SENT_BACK = "sent-back"
    EXTENDED = "extended"
    BY_WORD = "by-word"
    UNIT_FAILED = "unit-failed"


BASE = 1.0
#: What each reason adds to the weight.
WEIGHTS: Mapping[Reason, float] = {
    Reason.UNIT_FAILED: 3.0,
    Reason.SELF_CHECK: 2.0,
    Reason.NO_EVIDENCE: 2.0,
    Reason.FIGURE_MISSING: 2.0,
    Reason.SENT_BACK: 1.0,
    Reason.LATE: 1.0,
    Reason.EXTENDED: 1.0,
    Reason.BY_WORD: 1.0,
}
NAMES = {
    Reason.UNIT_FAILED: _("该单位曾有不实"),
    Reason.SELF_CHECK: _("只凭自查或汇报核查"),
    Reason.NO_EVIDENCE: _("没有佐证"),
    Reason.FIGURE_MISSING: _("目标没有报数"),
    Reason.SENT_BACK: _("曾被退办"),
    Reason.LATE: _("晚于时限完成"),
    Reason.EXTENDED: _("延期两次以上"),
    Reason.BY_WORD: _("电话或纸质报送"),
}
#: Means that leave the work to the unit's own word.
_OWN_WORD = frozenset({Means.SELF_CHECK, Means.REPORT})
_OFTEN = 2


@dataclass(frozen=True, slots=True)
class Weighed:
    """An assignment with its weight and the reasons of it."""

    assignment: int
    weight: float
    reasons: tuple[Reason, ...]


def weigh(keys: Collection[int]) -> list[Weighed]:
    """The weight of each assignment, in the order of the keys: a fixed number of queries."""
    wanted = sorted(keys)
    rows = Assignment.objects.filter(pk__in=wanted)
    this = OuterRef("pk")
    done = Report.objects.filter(assignment=this, kind=ReportKind.COMPLETION)
    back = Verification.objects.filter(assignment=this, outcome=VerificationOutcome.SENT_BACK)
    failed = Look.objects.filter(assignment__unit=OuterRef("unit"), outcome=Outcome.FAILS)
    figures = Target.objects.filter(task=OuterRef("task"), is_figure=True)
    found = rows.annotate(
        no_evidence=~Exists(Evidence.objects.filter(assignment=this)),
        late=Exists(CloseOut.objects.filter(assignment=this, late_days__gt=0)),
        sent_back=Exists(back),
        by_word=Exists(done.filter(channel__in=(Channel.TELEPHONE, Channel.PAPER))),
        unit_failed=Exists(failed),
        figure_missing=Exists(figures) & ~Exists(done.filter(figures__isnull=False)),
    ).values("pk", "no_evidence", "late", "sent_back", "by_word", "unit_failed", "figure_missing")
    by_key = {row["pk"]: row for row in found}
    extended = dict(
        Extension.objects.filter(assignment__in=wanted, decision="granted")
        .order_by()
        .values_list("assignment")
        .annotate(count=Count("pk"))
        .filter(count__gte=_OFTEN)
    )
    own_word = _on_their_word(wanted)
    return [_weighed(key, by_key[key], key in extended, key in own_word) for key in wanted if key in by_key]


def _on_their_word(keys: Collection[int]) -> set[int]:
    """Those whose last verification rests on nothing but what the unit said."""
    last: dict[int, set[str]] = {}
    passed = Q(outcome=VerificationOutcome.PASSED, assignment__in=keys)
    for assignment, means in Verification.objects.filter(passed).order_by("id").values_list("assignment", "means"):
        last[assignment] = set(means)
    return {key for key, means in last.items() if means and means <= _OWN_WORD}


def _weighed(key: int, row: Mapping[str, object], is_extended: bool, on_their_word: bool) -> Weighed:
    facts = {
        Reason.UNIT_FAILED: row["unit_failed"],
        Reason.SELF_CHECK: on_their_word,
        Reason.NO_EVIDENCE: row["no_evidence"],
        Reason.FIGURE_MISSING: row["figure_missing"],
        Reason.SENT_BACK: row["sent_back"],
        Reason.LATE: row["late"],
        Reason.EXTENDED: is_extended,
        Reason.BY_WORD: row["by_word"],
    }
    reasons = tuple(reason for reason, holds in facts.items() if holds)
    return Weighed(key, BASE + sum(WEIGHTS[reason] for reason in reasons), reasons)
