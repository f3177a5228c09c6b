"""What the units of a task are told of a meeting: that it decided something about the task."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from luoshi.duban.accounts.models import User
from luoshi.duban.oversight import news
from luoshi.duban.oversight.meetings.models import MeetingItem
from luoshi.duban.tasks.models import OVER
from luoshi.duban.tasks.queries import tasks_visible_to

DECIDED = "meeting"


def offer_news() -> None:
    """Called once when the application starts."""
    news.offer(news.Kind(DECIDED, _("调度会议定事项"), _count, _standing, _opens))


def tell_units(item: MeetingItem, units: Iterable[int]) -> None:
    """Say to *units*, by their keys, that something was decided about the task of *item*."""
    title = f"{item.task.number} {item.task.title}".strip()
    told = [news.News(DECIDED, item.pk, unit, title) for unit in dict.fromkeys(units)]
    news.tell(item.meeting.office, told)


def _count(count: int) -> str:
    return ngettext("调度会议定事项%(count)s项", "调度会议定事项%(count)s项", count) % {"count": count}


def _standing(subjects: Collection[int], _today: date) -> Collection[int]:
    found = MeetingItem.objects.filter(pk__in=subjects).exclude(task__state__in=OVER)
    return set(found.values_list("pk", flat=True))


def _opens(user: User, subject: int) -> str:
    task = tasks_visible_to(user).filter(meeting_items=subject).values_list("pk", flat=True).first()
    return reverse("tasks:task", args=[task]) if task is not None else ""
