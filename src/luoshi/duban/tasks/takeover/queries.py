"""The one door to takeovers."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.tasks.models import Takeover


def takeovers_visible_to(user: User) -> QuerySet[Takeover]:
    """The takeovers of the person's office, for those who take ledgers over; what was set aside is left out."""
    if user.office is None or not may(user, Right.IMPORT_LEDGER):
        return Takeover.objects.none()
    return Takeover.objects.filter(office=user.office, set_aside_at__isnull=True)


def takeover_for(user: User, pk: int) -> Takeover:
    """The takeover, or 404: never a hint that it exists."""
    found = takeovers_visible_to(user).select_related("register", "office", "source", "taken_over_by").filter(pk=pk)
    takeover = found.first()
    if takeover is None:
        raise Http404
    return takeover
