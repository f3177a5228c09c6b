"""Close a register, or open it again; one is never deleted."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.audit.recording import record
from luoshi.duban.locking import change_seen
from luoshi.duban.registers.actions.access import require_manager
from luoshi.duban.registers.models import Register


@transaction.atomic
def close_register(register: Register, *, actor: User, version: int, reason: str = "") -> Register:
    """No new task goes into it from now on; those in it are followed to their end."""
    return _set(register, is_open=False, actor=actor, version=version, reason=reason)


@transaction.atomic
def reopen_register(register: Register, *, actor: User, version: int, reason: str = "") -> Register:
    """Tasks may go into it again."""
    return _set(register, is_open=True, actor=actor, version=version, reason=reason)


def _set(register: Register, *, is_open: bool, actor: User, version: int, reason: str) -> Register:
    require_manager(actor, register.office)
    if register.is_open == is_open:
        return register
    change_seen(register, version, is_open=is_open)
    verb = "register.reopened" if is_open else "register.closed"
    record(verb, register, office=register.office.key, actor=actor.actor, reason=reason)
    return register
