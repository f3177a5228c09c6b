"""What a unit has in hand, as conditions on its assignments; the workload counts them, the list of rows shows them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.duban.oversight.dashboards.monthly import asked_this_month
from luoshi.duban.tasks.lateness import past_limit
from luoshi.duban.tasks.models import OVER, Assignment, State
from luoshi.duban.tasks.owed import REPORTING, owing

#: How far ahead "due soon" looks, in calendar days.
SOON = 30
#: The states in which a unit still has something in hand.
OPEN_STATES = tuple(state for state in State if state not in OVER)


class Share(StrEnum):
    """The kinds of share."""

    OPEN = "open"
    LATE = "late"
    SOON = "soon"
    OWED = "owed"
    ASKED = "asked"


SHARES: Mapping[Share, str | Promise] = {
    Share.OPEN: _("未办结"),
    Share.LATE: _("已逾期"),
    Share.SOON: _("30日内到期"),
    Share.OWED: _("现在欠报"),
    Share.ASKED: _("本月应报"),
}


#: The assignments in which a unit answers to the office and has not finished.
IN_HAND = Q(answers=True, state__in=OPEN_STATES)


def is_share(share: Share, today: date) -> Q:
    """A condition for assignments that are :data:`IN_HAND`, which it does not ask again."""
    reports = Q(state__in=REPORTING, task__suspended_since__isnull=True)
    return {
        Share.OPEN: Q(),
        Share.LATE: past_limit(today),
        Share.SOON: Q(done_on__isnull=True, due__gte=today, due__lte=today + timedelta(days=SOON)),
        Share.OWED: owing(today),
        Share.ASKED: reports & asked_this_month(today),
    }[share]


def has_share(unit: int, share: Share, today: date) -> Q:
    """A condition for tasks: *unit* has this share of it.  A unit has a task once at most."""
    return Q(pk__in=Assignment.objects.filter(IN_HAND, is_share(share, today), unit=unit).values("task"))
