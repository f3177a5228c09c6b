"""Note that a person looked at the overview; a habit of looking, so nothing of it stands on the record."""

from __future__ import annotations

from datetime import date

from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.dashboards.models import Visit


def note_visit(last: Visit | None, *, actor: User, today: date) -> date | None:
    """Today's visit of *actor*, who looked *last* on an earlier day or never; gives that day.

    Two pages at once note it once: it is one statement, and the first one counts.
    """
    require(actor, Right.SEE_OVERVIEW)
    if last is None:
        Visit.objects.bulk_create([Visit(person=actor, on=today)], ignore_conflicts=True)
        return None
    Visit.objects.filter(person=actor, on=last.on).update(on=today, before=last.on)
    return last.on
