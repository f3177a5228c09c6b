"""For the head of supervision around the turn of the year: registers with tasks that wait to be carried over."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.models import OVER
from luoshi.duban.ui.awaiting import SHOWN, Awaiting, Item
from luoshi.duban.ui.navigation import address


def carrying(user: User) -> Iterator[Awaiting]:
    """From the middle of December to the end of January; nothing is asked in the rest of the year."""
    today = clock.today()
    is_ending = today.month == 12 and today.day >= 15
    if not (is_ending or today.month == 1) or not may(user, Right.CARRY_OVER):
        return
    open_ones = Q(tasks__issued_at__isnull=False) & ~Q(tasks__state__in=OVER)
    found = (
        Register.objects.filter(office=user.office_id, year__lte=today.year if is_ending else today.year - 1)
        .annotate(left=Count("tasks", filter=open_ones))
        .filter(left__gt=0)
        .order_by("year", "pk")
    )
    rows = list(found)
    items = tuple(Item(str(one), address("tasks:carry-over", one.pk), _left(one.left)) for one in rows[:SHOWN])
    yield Awaiting(_("待结转的台账"), len(rows), address("registers:list"), Right.CARRY_OVER, items, "arrow-forward-up")


def _left(count: int) -> str:
    return ngettext("还有 %(count)s 项未办结", "还有 %(count)s 项未办结", count) % {"count": count}
