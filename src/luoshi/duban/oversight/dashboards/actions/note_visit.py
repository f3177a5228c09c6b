"""Note that a person looked at the overview; a habit of looking, so nothing of it stands on the record."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.dashboards.models import Visit


@transaction.atomic
def note_visit(*, actor: User, today: date) -> Visit:
    """Today's visit of *actor*; the second one of a day changes nothing."""
    require(actor, Right.SEE_OVERVIEW)
    visit, _new = Visit.objects.select_for_update().get_or_create(person=actor, defaults={"on": today})
    if visit.on < today:
        visit.on, visit.before = today, visit.on
        visit.save(update_fields=("on", "before"))
    return visit
