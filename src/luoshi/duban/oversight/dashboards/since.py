"""Since when the overview says what has happened."""

from __future__ import annotations

from datetime import date, timedelta

from luoshi.duban.accounts.models import User
from luoshi.duban.oversight.dashboards.models import Visit

#: Further back nothing is told as new.
LONGEST = timedelta(days=366)


def last_monday(today: date) -> date:
    """The Monday of this week; on a Monday that of the week before, for that morning looks back at a week."""
    return today - timedelta(days=today.weekday() or 7)


def named(day: str, today: date) -> date | None:
    """The day that an address names, where it is one that can be told of."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return None
    return found if today - LONGEST <= found <= today else None


def visit_of(user: User) -> Visit | None:
    """When *user* looked last."""
    return Visit.objects.filter(person=user).first()
