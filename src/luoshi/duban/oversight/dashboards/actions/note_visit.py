"""Note that a person looked at the overview; a habit of looking, so nothing of it stands on the record."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.dashboards.models import Visit


@transaction.atomic
def note_visit(last: Visit | None, *, actor: User, today: date) -> date | None:
    """Today's visit of *actor*, who looked *last* on an earlier day or never; gives that day.

    Two pages at once note it once.
    """
    require(actor, Right.SEE_OVERVIEW)
    if last is None:
        Visit.objects.get_or_create(person=actor, defaults={"on": today})
        return None
    Visit.objects.filter(person=actor, on=last.on).update(on=today, before=last.on)
    return last.on
