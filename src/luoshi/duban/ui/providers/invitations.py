"""For a unit: drafts that its comments are asked for."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.organisations.queries import units_of
from luoshi.duban.tasks.models import Invitation
from luoshi.duban.ui.awaiting import SHOWN, Awaiting, Item
from luoshi.duban.ui.navigation import address
from luoshi.duban.ui.wording import day


def invitations(user: User) -> Iterator[Awaiting]:
    """The invitations of the person's units that are open and not yet answered, the most urgent first."""
    if not may(user, Right.COMMENT):
        return
    found = (
        Invitation.objects.filter(
            unit__in=units_of(user, clock.today()),
            circulation__closed_at__isnull=True,
            answered_at__isnull=True,
            revoked_at__isnull=True,
        )
        .select_related("circulation__plan", "unit")
        .order_by("circulation__answer_by", "id")
    )
    shown = list(found[:SHOWN])
    count = len(shown) if len(shown) < SHOWN else found.count()
    title = _("待反馈的征求意见")
    url = address("tasks:invitations")
    yield Awaiting(title, count, url, Right.COMMENT, tuple(_item(one) for one in shown), "message")


def _item(invitation: Invitation) -> Item:
    until = gettext("%(day)s前反馈") % {"day": day(invitation.circulation.answer_by)}
    return Item(
        invitation.circulation.plan.title,
        address("tasks:invitation", invitation.pk),
        f"{invitation.unit} · {until}",
    )
