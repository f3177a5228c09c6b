"""What the public pages and the open data show of releases: a fixed number of queries, however many there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Max, OuterRef, Prefetch, Q, QuerySet, Subquery

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office
from luoshi.duban.oversight.publication.models import PublicSite, Release
from luoshi.duban.oversight.publication.standing import (
    NAMES,
    Known,
    Standing,
    Step,
    course,
    late_days,
    limit_words,
    standing,
)
from luoshi.duban.tasks import wording
from luoshi.duban.tasks.models import Assignment, CloseOut, Limit, State


@dataclass(frozen=True, slots=True)
class Shown:
    """A release as everybody sees it.  ``percent`` is the units' own figure, where it was released, too."""

    release: Release
    standing: Standing
    lead: str
    supporting: str
    first_limit: str
    limit: str
    late: int
    percent: int | None
    course: list[Step]

    @property
    def name(self) -> str:
        """Where it stands, in words."""
        return str(NAMES[self.standing])

    @property
    def moved(self) -> bool:
        """Whether its limit is no longer the first one."""
        return self.first_limit != self.limit


def open_site(key: str) -> PublicSite | None:
    """The public page of the office with this key, if it is open."""
    return PublicSite.objects.select_related("office").filter(office__key=key, is_open=True).first()


def on_page(office: Office) -> QuerySet[Release]:
    """The releases that stand on the page of *office*, the newest first."""
    return Release.objects.filter(office=office, taken_off_at__isnull=True)


def with_facts(releases: QuerySet[Release]) -> QuerySet[Release]:
    """*releases* with all that :func:`show` needs."""
    of_task = OuterRef("task")
    closed = CloseOut.objects.filter(assignment__task=of_task).order_by().values("assignment__task")
    own = Assignment.objects.filter(~Q(state=State.WITHDRAWN), task=of_task, answers=True, percent__isnull=False)
    return (
        releases.select_related("task", "task__office")
        .prefetch_related(
            Prefetch("task__assignments", Assignment.objects.select_related("unit", "through")),
            Prefetch("task__limits", Limit.objects.filter(assignment__isnull=True).order_by("id")),
            "task__suspensions",
            "notes",
        )
        .annotate(
            closed_at=Subquery(closed.annotate(last=Max("closed_at")).values("last")),
            own_percent=Subquery(own.order_by().values("task").annotate(mean=Avg("percent")).values("mean")),
        )
    )


def show(releases: Iterable[Release], today: date | None = None) -> list[Shown]:
    """Each of *releases*, fetched by :func:`with_facts`, as it stands today."""
    day = today or clock.today()
    return [_show(one, day) for one in releases]


def _show(release: Release, today: date) -> Shown:
    task = release.task
    limits = list(task.limits.all())
    closed = release.closed_at  # type: ignore[attr-defined]  # annotated
    percent = release.own_percent if release.shows_percent else None  # type: ignore[attr-defined]  # annotated
    known = Known(
        limits=limits,
        stops=list(task.suspensions.all()),
        notes=list(release.notes.all()),
        closed_on=closed.astimezone(clock.ZONE).date() if closed else None,
    )
    first = next((one for one in limits if one.is_first), None)
    now = next((one for one in limits if one.is_current), None)
    return Shown(
        release=release,
        standing=standing(task, today),
        lead=wording.answering(task),
        supporting=wording.supporting(task),
        first_limit=_limit(first or now),
        limit=_limit(now),
        late=late_days(task, today),
        percent=None if percent is None else round(percent),
        course=course(task, known),
    )


def _limit(limit: Limit | None) -> str:
    return "" if limit is None else limit_words(limit)
