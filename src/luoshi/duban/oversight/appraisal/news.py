"""What a unit is told of its scores: that they were issued, and what became of its appeal; no points leave by that."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from luoshi.duban.accounts.models import User
from luoshi.duban.language import in_chinese
from luoshi.duban.oversight import news
from luoshi.duban.oversight.appraisal.access import unit_score_for
from luoshi.duban.oversight.appraisal.models import Appeal, Outcome, Scores, ScoresState, UnitScore
from luoshi.duban.oversight.appraisal.of_unit import scoring
from luoshi.duban.oversight.appraisal.wording import period_name

SCORES, APPEAL = "scores", "score-appeal"


def offer_news() -> None:
    """Called once when the application starts."""
    news.offer(
        news.Kind(SCORES, _("考评结果"), _count_scores, _appealable, _opens_score),
        news.Kind(APPEAL, _("申诉结果"), _count_appeals, _decided, _opens_appeal),
    )


def tell_issued(scores: Scores) -> None:
    """Say to every unit that has a score, or to what it has become, that it was issued."""
    units = scores.units.order_by("pk")
    told = [news.News(SCORES, one.pk, one.unit_id, _title(scores), scores.appeal_until) for one in units]
    news.tell(scores.register.office, told)


def tell_decided(appeal: Appeal) -> None:
    """Say to the unit that its appeal was decided."""
    score = appeal.line.score
    news.tell(score.scores.register.office, [news.News(APPEAL, appeal.pk, score.unit_id, _title(score.scores))])


@in_chinese
def _title(scores: Scores) -> str:
    return f"{scores.register.name}（{period_name(scores.period)}）"


def _count_scores(count: int) -> str:
    return ngettext("新发布的考评结果%(count)s份", "新发布的考评结果%(count)s份", count) % {"count": count}


def _count_appeals(count: int) -> str:
    return ngettext("考评申诉结果%(count)s件", "考评申诉结果%(count)s件", count) % {"count": count}


def _appealable(subjects: Collection[int], today: date) -> Collection[int]:
    """While it can be appealed against; a register that is off shows nothing."""
    found = UnitScore.objects.filter(
        scoring("scores__register"),
        pk__in=subjects,
        scores__state=ScoresState.ISSUED,
        scores__appeal_until__gte=today,
    )
    return set(found.values_list("pk", flat=True))


def _decided(subjects: Collection[int], _today: date) -> Collection[int]:
    found = Appeal.objects.filter(scoring("line__score__scores__register"), pk__in=subjects)
    return set(found.exclude(outcome=Outcome.OPEN).values_list("pk", flat=True))


def _opens_score(user: User, subject: int) -> str:
    try:
        unit_score_for(user, subject)
    except Http404:
        return ""
    return reverse("appraisal:unit-issued", args=[subject])


def _opens_appeal(user: User, subject: int) -> str:
    score = Appeal.objects.filter(pk=subject).values_list("line__score", flat=True).first()
    return _opens_score(user, score) if score is not None else ""
