"""The one door to links, sheets and files that came back: 404 for whoever may not see them, never a hint."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import Http404

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.organisations.models import Unit
from luoshi.duban.tasks.links.tokens import digest, is_token
from luoshi.duban.tasks.models import Assignment, ReportLink, ReturnedSheet
from luoshi.duban.tasks.reporting.listing import with_course


def links_visible_to(user: User) -> QuerySet[ReportLink]:
    """The links of the office, the newest first, for those who supervise."""
    if user.office_id is None or not may(user, Right.SUPERVISE):
        return ReportLink.objects.none()
    links = ReportLink.objects.filter(office=user.office_id)
    return links.select_related("unit", "made_by", "revoked_by").order_by("-id")


def link_for(user: User, pk: int) -> ReportLink:
    """A link of the office, or 404."""
    found = links_visible_to(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def link_by_token(token: str, now: datetime) -> ReportLink | None:
    """The link that a token opens, or ``None``: wrong, expired and revoked all look alike."""
    if not is_token(token):
        return None
    links = ReportLink.objects.filter(token_sha256=digest(token), revoked_at__isnull=True, expires_at__gt=now)
    return links.select_related("unit__office", "office").first()


def unit_in_office(user: User, pk: int) -> Unit:
    """A unit of the office of *user* who supervises it, or 404."""
    found = None
    if user.office_id is not None and may(user, Right.SUPERVISE):
        found = Unit.objects.select_related("office").filter(office=user.office_id, pk=pk).first()
    if found is None:
        raise Http404
    return found


def one_row(user: User, pk: int) -> QuerySet[Assignment]:
    """An assignment of the office, as it is reported on; 404 where *user* does not supervise it."""
    found = Assignment.objects.none()
    if user.office_id is not None and may(user, Right.SUPERVISE):
        issued = Q(pk=pk, task__office=user.office_id, task__issued_at__isnull=False, unit__isnull=False)
        found = Assignment.objects.filter(issued)
    if not found.exists():
        raise Http404
    return with_course(found)


def shown_before(unit: Unit, keys: Collection[int]) -> QuerySet[Assignment]:
    """Assignments of *unit* that a form was shown for, owed still or reported meanwhile."""
    return with_course(Assignment.objects.filter(unit=unit, pk__in=keys))


def returned_to(user: User) -> QuerySet[ReturnedSheet]:
    """The files that came back to the office and were not set aside."""
    if user.office_id is None or not may(user, Right.ENTER_REPORT):
        return ReturnedSheet.objects.none()
    files = ReturnedSheet.objects.filter(office=user.office_id, set_aside_at__isnull=True)
    return files.select_related("sheet__unit", "dropped_by", "taken_by")
