"""Inspections as news for units: a visit that was announced, moved or called off, a conclusion, a decided review."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from luoshi.duban.accounts.models import User
from luoshi.duban.oversight import news
from luoshi.duban.oversight.inspections.models import (
    Conclusion,
    ConclusionState,
    Inspection,
    InspectionState,
    Move,
    ReviewOutcome,
    Stop,
)
from luoshi.duban.oversight.inspections.queries import stops_of_units

VISIT, MOVED, OFF = "inspection-visit", "inspection-moved", "inspection-off"
CONCLUSION, REVIEW = "inspection-conclusion", "inspection-review"


def offer_news() -> None:
    """Called once when the application starts.  A visit is told at once: it may be the day after tomorrow."""
    news.offer(
        news.Kind(VISIT, _("督查安排"), _visits, _coming, _opens, is_urgent=True),
        news.Kind(MOVED, _("督查改期"), _moves, _still_moved, _opens_move, is_urgent=True),
        news.Kind(OFF, _("督查取消"), _called_off, _off, lambda _user, _subject: "", is_urgent=True),
        news.Kind(CONCLUSION, _("督查结论"), _conclusions, _unsigned, _opens, is_urgent=True),
        news.Kind(REVIEW, _("督查结论复核"), _reviews, _decided, _opens),
    )


def tell_visits(inspection: Inspection) -> None:
    """Say that each unit of *inspection* will be visited."""
    stops = inspection.stops.order_by("position", "number")
    told = [news.News(VISIT, stop.pk, stop.unit_id, inspection.title) for stop in stops]
    news.tell(inspection.office, told)


def tell_moves(inspection: Inspection, moves: Sequence[Move]) -> None:
    """Say of each of *moves* when and where its unit is visited instead."""
    news.tell(
        inspection.office,
        [news.News(MOVED, one.pk, one.stop.unit_id, f"{inspection.title}：{one.now}") for one in moves],
    )


def tell_called_off(inspection: Inspection) -> None:
    """Say that nobody will be visited."""
    stops = inspection.stops.order_by("position", "number")
    news.tell(inspection.office, [news.News(OFF, stop.pk, stop.unit_id, inspection.title) for stop in stops])


def tell_conclusion(conclusion: Conclusion) -> None:
    """Say that *conclusion* went out to its unit."""
    _tell(CONCLUSION, conclusion.stop)


def tell_review(conclusion: Conclusion) -> None:
    """Say that the review of *conclusion* was decided."""
    _tell(REVIEW, conclusion.stop)


def _tell(kind: str, stop: Stop) -> None:
    news.tell(stop.inspection.office, [news.News(kind, stop.pk, stop.unit_id, stop.inspection.title)])


def _visits(count: int) -> str:
    return ngettext("督查安排%(count)s项", "督查安排%(count)s项", count) % {"count": count}


def _moves(count: int) -> str:
    return ngettext("督查改期%(count)s项", "督查改期%(count)s项", count) % {"count": count}


def _called_off(count: int) -> str:
    return ngettext("督查取消%(count)s项", "督查取消%(count)s项", count) % {"count": count}


def _conclusions(count: int) -> str:
    return ngettext("待签收督查结论%(count)s份", "待签收督查结论%(count)s份", count) % {"count": count}


def _reviews(count: int) -> str:
    return ngettext("已决定的复核%(count)s件", "已决定的复核%(count)s件", count) % {"count": count}


def _visits_to_come(today: date) -> QuerySet[Stop]:
    return Stop.objects.filter(inspection__state=InspectionState.APPROVED, day__gte=today)


def _coming(subjects: Collection[int], today: date) -> Collection[int]:
    """A visit is news until its day is over."""
    return set(_visits_to_come(today).filter(pk__in=subjects).values_list("pk", flat=True))


def _still_moved(subjects: Collection[int], today: date) -> Collection[int]:
    """The last move of a visit that is still to come."""
    later = Move.objects.filter(stop=OuterRef("stop"), pk__gt=OuterRef("pk"))
    moves = Move.objects.filter(~Exists(later), pk__in=subjects, stop__in=_visits_to_come(today))
    return set(moves.values_list("pk", flat=True))


def _off(subjects: Collection[int], today: date) -> Collection[int]:
    stops = Stop.objects.filter(pk__in=subjects, inspection__state=InspectionState.WITHDRAWN, day__gte=today)
    return set(stops.values_list("pk", flat=True))


def _unsigned(subjects: Collection[int], _today: date) -> Collection[int]:
    waiting = Conclusion.objects.filter(stop__in=subjects, state=ConclusionState.ISSUED, signed_at=None)
    return set(waiting.values_list("stop", flat=True))


def _decided(subjects: Collection[int], _today: date) -> Collection[int]:
    decided = Conclusion.objects.filter(stop__in=subjects).exclude(review__outcome=ReviewOutcome.OPEN)
    return set(decided.filter(review__isnull=False).values_list("stop", flat=True))


def _opens(user: User, subject: int) -> str:
    found = stops_of_units(user).filter(pk=subject)
    return reverse("inspections:stop", args=[subject]) if found.exists() else ""


def _opens_move(user: User, subject: int) -> str:
    stop = Move.objects.filter(pk=subject).values_list("stop", flat=True).first()
    return _opens(user, stop) if stop is not None else ""
