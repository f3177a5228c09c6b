"""Open a new register."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban.accounts.models import Office, User
from luoshi.duban.audit.recording import record
from luoshi.duban.registers.actions.access import require_manager
from luoshi.duban.registers.likeness import made_like
from luoshi.duban.registers.models import Register
from luoshi.duban.registers.settings import Settings


@transaction.atomic
def add_register(office: Office, settings: Settings, *, actor: User, like: Register | None = None) -> Register:
    """A new register with *settings*, and the columns of *like* where one is given (last year's, as a rule).

    What apps above keep for *like* (the rules of its lights) goes along.
    """
    require_manager(actor, office)
    settings.require_free(office.pk)
    register = Register.objects.create(
        office=office,
        schema={} if like is None else like.schema,
        **settings.as_data(),
    )
    record("register.added", register, office=office.key, actor=actor.actor, after=settings.as_data())
    if like is not None:
        made_like(register, like, actor)
    return register
