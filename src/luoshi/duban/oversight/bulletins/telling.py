"""What a unit finds on its page of work: bulletins that name it, while it may answer or ask for a review."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.oversight.bulletins.models import BEFORE, DAYS, BulletinState, Naming, Outcome
from luoshi.duban.oversight.bulletins.queries import namings_of
from luoshi.duban.tasks.work_beside import Matter, Row, Source, as_rows, offer

_BEFORE, _AFTER = "named-before", "named-after"
#: Stands where no review was asked for; the outcome of an open one is empty.
_NO_REVIEW = "-"


def offer_what_is_told() -> None:
    """Called once when the application starts."""
    groups = {_BEFORE: _("拟通报点名本单位，可以答复"), _AFTER: _("通报点名本单位")}
    offer(Source(groups, _rows, _matter))


def _rows(user: User) -> Iterator[QuerySet[Naming, Any]]:
    today = clock.today()
    answerable = Q(bulletin__state__in=BEFORE, answered_at__isnull=True, answer_by__gte=today)
    issued = Q(bulletin__state=BulletinState.ISSUED, bulletin__issued_on__gte=today - timedelta(days=DAYS))
    under_review = Q(bulletin__state=BulletinState.ISSUED, review__outcome="", review__isnull=False)
    namings = namings_of(user)
    names = {"called": "bulletin__title", "whose": "unit__name"}
    before = namings.filter(answerable, bulletin__issued_on__isnull=True)
    yield as_rows(before, _BEFORE, on="answer_by", **names)
    review = Case(When(review__isnull=True, then=Value(_NO_REVIEW)), default=F("review__outcome"))
    after = namings.filter(issued | under_review, bulletin__issued_on__isnull=False)
    yield as_rows(after, _AFTER, on="bulletin__issued_on", more=review, **names)


def _matter(row: Row) -> Matter:
    facts = [row.whose]
    if row.group == _BEFORE and row.on is not None:
        facts.append(gettext("%(day)s前可以答复") % {"day": row.on.isoformat()})
    elif row.group == _AFTER and row.more != _NO_REVIEW:
        facts.append(str(Outcome(row.more).label))
    elif row.on is not None:
        last = row.on + timedelta(days=DAYS)
        facts.append(gettext("%(day)s前可以申请复核") % {"day": last.isoformat()})
    return Matter(row.called, reverse("bulletins:named", args=[row.subject]), tuple(facts))
