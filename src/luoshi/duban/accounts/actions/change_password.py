"""Change one's own password."""

from __future__ import annotations

from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest

from luoshi.duban import clock
from luoshi.duban.accounts import sessions
from luoshi.duban.accounts.models import OldPassword, User
from luoshi.duban.accounts.passwords import REMEMBERED
from luoshi.duban.audit.recording import record


@transaction.atomic
def change_password(request: HttpRequest, user: User, password: str) -> None:
    """Give *user* the new password, already found good; every other session of the account ends."""
    remember(user)
    user.set_password(password)
    user.must_change_password = False
    user.password_changed_at = clock.now()
    user.save(update_fields=("password", "must_change_password", "password_changed_at"))
    key = request.session.session_key
    sessions.end_all(user, but=key)
    update_session_auth_hash(request, user)
    sessions.changed_key(request, key)
    record("password.changed", user, office=user.office_key, actor=user.actor)


def remember(user: User) -> None:
    """Keep the hash of the password that is replaced now, and forget what is older than the rule asks."""
    OldPassword.objects.create(user=user, password=user.password)
    kept = list(user.old_passwords.values_list("pk", flat=True)[: REMEMBERED - 1])
    user.old_passwords.exclude(pk__in=kept).delete()
