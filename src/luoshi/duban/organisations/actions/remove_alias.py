"""Forget another name of a unit."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.organisations.access import require_in
from luoshi.duban.organisations.models import Alias
from luoshi.duban.problems import Refused


@transaction.atomic
def remove_alias(alias: Alias, *, actor: User) -> None:
    """Let the name mean nothing.  A former official name stays: Raises :class:`Refused`."""
    require_in(actor, Right.MANAGE_UNITS, alias.office)
    if alias.until is not None:
        raise Refused(
            "former-name",
            f"“{alias.name}”是“{alias.unit.name}”的曾用名，不能删除。",
            f"{alias.name} is a former name of {alias.unit.name} and stays.",
        )
    unit, name = alias.unit, alias.name
    alias.delete()
    record("unit.alias-removed", unit, office=unit.office.key, actor=actor.actor, before={"alias": name})
