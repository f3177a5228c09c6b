"""For those who approve and issue bulletins, and for reviews that are to be decided."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.bulletins.models import Bulletin, BulletinState, Outcome, Review
from luoshi.duban.oversight.bulletins.queries import visible_to
from luoshi.duban.ui.awaiting import SHOWN, Awaiting, Item
from luoshi.duban.ui.navigation import address
from luoshi.duban.ui.wording import short_day


def bulletins(user: User) -> Iterator[Awaiting]:
    """What each has to do about bulletins."""
    if may(user, Right.APPROVE_BULLETIN):
        yield from _to_approve(user)
    if may(user, Right.DECIDE_REVIEW):
        yield from _to_review(user)


def _to_approve(user: User) -> Iterator[Awaiting]:
    """Proposed by somebody else; for the principal also those that name units, once approved."""
    waits = Q(state=BulletinState.PROPOSED)
    if may(user, Right.APPROVE_CRITICISM):
        named = Q(namings__is_current=True, criticism_approved_at__isnull=True)
        waits |= Q(state=BulletinState.APPROVED) & named
    if may(user, Right.ISSUE_BULLETIN):
        waits |= Q(state=BulletinState.APPROVED) & ~Q(namings__is_current=True, criticism_approved_at__isnull=True)
    found = list(visible_to(user).filter(waits).exclude(state=BulletinState.PROPOSED, proposed_by=user).distinct())
    items = tuple(_item(one) for one in found[:SHOWN])
    yield Awaiting(
        _("通报待办"), len(found), address("bulletins:list"), Right.APPROVE_BULLETIN, items, "clipboard-text"
    )


def _item(bulletin: Bulletin) -> Item:
    note = str(bulletin.get_state_display())
    return Item(bulletin.title, address("bulletins:bulletin", bulletin.pk), note)


def _to_review(user: User) -> Iterator[Awaiting]:
    """Reviews that are open, for those who took no part in the bulletin."""
    waiting = (
        Review.objects.filter(outcome=Outcome.OPEN, naming__bulletin__office=user.office_id)
        .exclude(naming__bulletin__edited_by=user)
        .exclude(naming__bulletin__proposed_by=user)
        .exclude(naming__bulletin__approved_by=user)
        .exclude(naming__bulletin__criticism_approved_by=user)
        .exclude(naming__bulletin__issued_by=user)
        .select_related("naming__unit")
        .order_by("decide_by", "id")
    )
    found = list(waiting)
    items = tuple(
        Item(
            str(one.naming),
            address("bulletins:decide-review", one.naming_id),
            gettext("%(day)s前决定") % {"day": short_day(one.decide_by)},
        )
        for one in found[:SHOWN]
    )
    yield Awaiting(_("通报复核待决定"), len(found), address("bulletins:list"), Right.DECIDE_REVIEW, items, "search")
