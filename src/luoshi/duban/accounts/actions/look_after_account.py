"""What a system administrator does for an account: switch it off and on, reset, unlock, end its sessions."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban.accounts import locking, sessions
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.actions.change_password import remember
from luoshi.duban.accounts.actions.second_factor import discard
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.passwords import first_password
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.problems import Refused


@transaction.atomic
def switch(person: User, *, on: bool, actor: User) -> None:
    """Switch an account off, which ends its sessions at once, or on again.  Accounts are never deleted."""
    _check(person, actor)
    if User.objects.filter(pk=person.pk, is_active=not on).update(is_active=on) != 1:
        return
    if not on:
        sessions.end_all(person)
    verb = "account.switched-on" if on else "account.switched-off"
    record(verb, person, office=person.office_key, actor=actor.actor)


@transaction.atomic
def reset_password(person: User, *, actor: User) -> str:
    """A new first password, shown once; locks are lifted and sessions end."""
    _check(person, actor)
    password = first_password()
    remember(person)
    person.set_password(password)
    person.must_change_password = True
    person.save(update_fields=("password", "must_change_password"))
    sessions.end_all(person)
    locking.unlock(person)
    record("account.password-reset", person, office=person.office_key, actor=actor.actor)
    return password


@transaction.atomic
def unlock(person: User, *, actor: User) -> None:
    """Lift the locks that failed tries have put on the account."""
    _check(person, actor)
    if locking.unlock(person):
        record("account.unlocked", person, office=person.office_key, actor=actor.actor)


@transaction.atomic
def end_sessions(person: User, *, actor: User) -> int:
    """End every session of the account; how many those were."""
    _check(person, actor)
    count = sessions.end_all(person)
    if count:
        record(
            "account.sessions-ended", person, office=person.office_key, actor=actor.actor, before={"sessions": count}
        )
    return count


@transaction.atomic
def remove_second_factor(person: User, *, actor: User) -> None:
    """Let somebody in again who lost telephone and codes: the password alone opens until they set it up anew."""
    _check(person, actor)
    discard(person)
    sessions.end_all(person)
    record("account.second-factor-removed", person, office=person.office_key, actor=actor.actor)


def _check(person: User, actor: User) -> None:
    require(actor, Right.MANAGE_ACCOUNTS)
    if person.pk == actor.pk:
        raise Refused(
            "own-account",
            "不能用管理功能处理自己的账号，请在“我的账号”中办理。",
            "Your own account is looked after on its own page, not here.",
        )
