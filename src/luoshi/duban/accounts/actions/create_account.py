"""Create an account with a first password."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.accounts.passwords import first_password
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.problems import Refused


@transaction.atomic
def create_account(
    *, username: str, name: str, office: Office | None, telephone: str = "", actor: User
) -> tuple[User, str]:
    """A new account and its first password, which is shown once and must be changed at the first sign-in.

    Raises :class:`Refused` where the login name is taken, or the office is not the administrator's.
    """
    require(actor, Right.MANAGE_ACCOUNTS)
    if actor.office_id is not None and (office is None or office.pk != actor.office_id):
        raise Refused(
            "other-office", "只能为本机构的人员建立账号。", "You can create accounts of your own office alone."
        )
    if User.objects.filter(username__iexact=username).exists():
        raise Refused("name-taken", f"登录名“{username}”已有人使用。", f"The login name {username} is taken.")
    password = first_password()
    person = User.objects.create_user(username, name, office=office, password=password)
    if telephone:
        User.objects.filter(pk=person.pk).update(telephone=telephone)
        person.telephone = telephone
    record(
        "account.created",
        person,
        office=person.office_key,
        actor=actor.actor,
        after={"username": username, "name": name, "telephone": telephone},
    )
    return person, password
