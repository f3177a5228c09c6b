"""What a unit is told of a look-back: that work which did not hold goes on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from luoshi.duban.accounts.models import User
from luoshi.duban.oversight import news
from luoshi.duban.oversight.lookback.models import Look
from luoshi.duban.tasks.models import OVER
from luoshi.duban.tasks.queries import tasks_visible_to

REOPENED = "look-back"


def offer_news() -> None:
    """Called once when the application starts."""
    news.offer(news.Kind(REOPENED, _("回头看重新办理"), _count, _standing, _opens))


def tell_unit(look: Look) -> None:
    """Say that the work of *look* goes on."""
    row = look.assignment
    if row.unit_id is not None:
        title = f"{row.task.number} {row.task.title}".strip()
        news.tell(look.draw.office, [news.News(REOPENED, look.pk, row.unit_id, title)])


def _count(count: int) -> str:
    return ngettext("回头看后重新办理%(count)s项", "回头看后重新办理%(count)s项", count) % {"count": count}


def _standing(subjects: Collection[int], _today: date) -> Collection[int]:
    found = Look.objects.filter(pk__in=subjects, reopened_at__isnull=False).exclude(assignment__state__in=OVER)
    return set(found.values_list("pk", flat=True))


def _opens(user: User, subject: int) -> str:
    task = tasks_visible_to(user).filter(assignments__looks=subject).values_list("pk", flat=True).first()
    return reverse("tasks:task", args=[task]) if task is not None else ""
