"""For the supervision office: what waits at its desk, kind by kind."""

from __future__ import annotations

from collections.abc import Iterator

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.tasks.supervision import TITLES, Tab
from luoshi.duban.tasks.supervision_counts import counts
from luoshi.duban.ui.awaiting import Awaiting
from luoshi.duban.ui.navigation import address

#: The kinds, what a person must be allowed to do about them, how they look, and whether others are at it.
_KINDS = (
    (Tab.VERIFY, Right.VERIFY, "circle-check", "todo"),
    (Tab.CLOSE, Right.CLOSE_OUT, "checks", "todo"),
    (Tab.EXTENSIONS, Right.DECIDE_EXTENSION, "calendar", "todo"),
    (Tab.RETURNS, Right.CHANGE_ISSUED, "arrow-back-up", "todo"),
    (Tab.OBJECTIONS, Right.ENTER_REPORT, "message", "todo"),
    (Tab.UNSIGNED, Right.SUPERVISE, "clock", "wait"),
)


def supervision(user: User) -> Iterator[Awaiting]:
    """How much of each kind waits: one query, whatever there is."""
    if not may(user, Right.SUPERVISE):
        return
    found = counts(user, [tab for tab, right, _icon, _tone in _KINDS if may(user, right)])
    for tab, right, icon, tone in _KINDS:
        if found.get(tab):
            url = f"{address('tasks:supervision')}?tab={tab.value}"
            yield Awaiting(TITLES[tab], found[tab], url, right, icon=icon, tone=tone)
