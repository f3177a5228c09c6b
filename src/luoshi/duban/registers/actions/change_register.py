"""Change the settings of a register."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.audit.recording import record
from luoshi.duban.locking import change_seen
from luoshi.duban.problems import Refused
from luoshi.duban.registers.actions.access import require_manager
from luoshi.duban.registers.models import Register
from luoshi.duban.registers.settings import Settings, changed


@transaction.atomic
def change_register(register: Register, settings: Settings, *, actor: User, version: int) -> Register:
    """Let *settings* count from now on; what was issued before keeps its number and its way of completion.

    Raises :class:`Refused` for a closed register and for a name that is taken.
    """
    require_manager(actor, register.office)
    if not register.is_open:
        raise Refused("closed", f"“{register}”已停用，不能修改。", f"{register} is closed and cannot be changed.")
    settings.require_free(register.office_id, but=register.pk)
    before, after = changed(Settings.of(register).as_data(), settings.as_data())
    if not after:
        return register
    change_seen(register, version, **after)
    record("register.changed", register, office=register.office.key, actor=actor.actor, before=before, after=after)
    return register
