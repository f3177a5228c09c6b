"""What a unit is told of bulletins that name it: that it may answer, that it went out, what became of its review."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from luoshi.duban.accounts.models import User
from luoshi.duban.oversight import news
from luoshi.duban.oversight.bulletins.models import BEFORE, DAYS, Bulletin, BulletinState, Naming, Outcome
from luoshi.duban.oversight.bulletins.queries import namings_of

NAMED, WENT_OUT, REVIEWED = "naming", "naming-issued", "review"


def offer_news() -> None:
    """Called once when the application starts.  All three are about a naming; its answer is due within days."""
    news.offer(
        news.Kind(NAMED, _("拟通报点名"), _count_named, _answerable, _opens, is_urgent=True),
        news.Kind(WENT_OUT, _("通报点名"), _count_issued, _issued, _opens),
        news.Kind(REVIEWED, _("复核结论"), _count_reviews, _reviewed, _opens),
    )


def tell_named(bulletin: Bulletin, namings: Iterable[Naming]) -> None:
    """Say that a text that is to go out names units, which may answer."""
    told = [news.News(NAMED, one.pk, one.unit_id, bulletin.title, one.answer_by) for one in namings]
    news.tell(bulletin.office, told)


def tell_issued(bulletin: Bulletin) -> None:
    """Say to whom it names that it went out."""
    rows = bulletin.namings.filter(is_current=True).order_by("pk")
    news.tell(bulletin.office, [news.News(WENT_OUT, one.pk, one.unit_id, bulletin.title) for one in rows])


def tell_reviewed(naming: Naming) -> None:
    """Say that the unit's review was decided."""
    bulletin = naming.bulletin
    news.tell(bulletin.office, [news.News(REVIEWED, naming.pk, naming.unit_id, bulletin.title)])


def _count_named(count: int) -> str:
    return ngettext("可答复的拟通报点名%(count)s件", "可答复的拟通报点名%(count)s件", count) % {"count": count}


def _count_issued(count: int) -> str:
    return ngettext("点名通报%(count)s件", "点名通报%(count)s件", count) % {"count": count}


def _count_reviews(count: int) -> str:
    return ngettext("通报复核结论%(count)s件", "通报复核结论%(count)s件", count) % {"count": count}


def _keys(subjects: Collection[int], condition: Q) -> Collection[int]:
    return set(Naming.objects.filter(condition, pk__in=subjects, is_current=True).values_list("pk", flat=True))


def _answerable(subjects: Collection[int], today: date) -> Collection[int]:
    return _keys(subjects, Q(bulletin__state__in=BEFORE, answered_at__isnull=True, answer_by__gte=today))


def _issued(subjects: Collection[int], today: date) -> Collection[int]:
    since = today - timedelta(days=DAYS)
    return _keys(subjects, Q(bulletin__state=BulletinState.ISSUED, bulletin__issued_on__gte=since))


def _reviewed(subjects: Collection[int], _today: date) -> Collection[int]:
    decided = ~Q(review__outcome=Outcome.OPEN) & Q(review__isnull=False)
    return _keys(subjects, decided & Q(bulletin__state=BulletinState.ISSUED))


def _opens(user: User, subject: int) -> str:
    return reverse("bulletins:named", args=[subject]) if namings_of(user).filter(pk=subject).exists() else ""
