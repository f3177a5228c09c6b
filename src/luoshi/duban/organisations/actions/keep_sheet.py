"""Keep a spreadsheet of units and people as it came, to look at what it would change."""

from __future__ import annotations

import hashlib

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.organisations.access import require_in
from luoshi.duban.organisations.models import UnitSheet
from luoshi.duban.organisations.sheets.reading import read_rows


@transaction.atomic
def keep_sheet(office: Office, content: bytes, name: str, *, actor: User) -> UnitSheet:
    """Store the file; raises :class:`Refused` where it cannot be read at all, and then nothing is kept."""
    require_in(actor, Right.MANAGE_UNITS, office)
    read_rows(content, name)
    return UnitSheet.objects.create(
        office=office,
        name=name[:255],
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        made_by=actor,
        made_at=clock.now(),
    )
