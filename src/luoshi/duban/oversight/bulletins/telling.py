"""What a unit finds on its page of work: bulletins that name it, while it may answer or ask for a review."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.oversight.bulletins.actions.review_naming import ask_by
from luoshi.duban.oversight.bulletins.models import BEFORE, DAYS, BulletinState, Naming
from luoshi.duban.oversight.bulletins.queries import namings_of
from luoshi.duban.tasks.work_beside import Group, Matter


def told(user: User) -> Iterator[Group]:
    """Both groups in one query."""
    today = clock.today()
    answerable = Q(bulletin__state__in=BEFORE, answered_at__isnull=True, answer_by__gte=today)
    issued = Q(bulletin__state=BulletinState.ISSUED, bulletin__issued_on__gte=today - timedelta(days=DAYS))
    under_review = Q(bulletin__state=BulletinState.ISSUED, review__outcome="", review__isnull=False)
    found = list(namings_of(user).filter(answerable | issued | under_review).order_by("answer_by", "pk"))
    before = [one for one in found if one.bulletin.issued_on is None]
    yield Group(_("拟通报点名本单位，可以答复"), tuple(_matter(one, one.answer_by) for one in before))
    after = [one for one in found if one.bulletin.issued_on is not None]
    yield Group(_("通报点名本单位"), tuple(_matter(one, None) for one in after))


def _matter(naming: Naming, answer_by: date | None) -> Matter:
    facts = [str(naming.unit)]
    review = getattr(naming, "review", None)
    last = ask_by(naming)
    if answer_by is not None:
        facts.append(gettext("%(day)s前可以答复") % {"day": answer_by.isoformat()})
    elif review is not None:
        facts.append(str(review.get_outcome_display()))
    elif last is not None:
        facts.append(gettext("%(day)s前可以申请复核") % {"day": last.isoformat()})
    return Matter(naming.bulletin.title, reverse("bulletins:named", args=[naming.pk]), tuple(facts))
