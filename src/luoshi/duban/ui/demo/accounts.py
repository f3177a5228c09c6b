"""The demonstration's accounts: random passwords, made anew at each set-up and kept nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.accounts.passwords import first_password
from luoshi.duban.accounts.roles import Role
from luoshi.duban.audit.recording import SYSTEM, coming_from, record
from luoshi.duban.organisations.models import Tenure
from luoshi.duban.ui.demo.county import description
from luoshi.errors import LuoshiError

#: A file in the data folder that says: this installation is a demonstration.
MARK = "demonstration"


@dataclass(frozen=True, slots=True)
class Account:
    """An account as the table shows it."""

    username: str
    password: str
    name: str
    role: Role
    post: str


def require_demonstration() -> None:
    """Raise :class:`LuoshiError` where the installation belongs to a real office: its accounts are left alone."""
    if Office.objects.exists() and not (settings.DATA / MARK).is_file():
        raise LuoshiError(
            "not-a-demonstration",
            f"“{settings.DATA}”中已有正式机构的数据，演示不会改动它；请用 LUOSHI_DATA 另选一个文件夹。",
            f"{settings.DATA} holds the data of a real office, which a demonstration leaves alone; "
            "choose another folder with LUOSHI_DATA.",
        )


def mark() -> None:
    """Note that this installation is a demonstration."""
    (settings.DATA / MARK).touch()


def names() -> list[str]:
    """The login names of the county's people."""
    told = description()
    units = [one[key] for one in told["units"] for key in ("liaison", "head") if key in one]
    return [one["username"] for one in (*told["people"], *units, *told["administrators"])]


@transaction.atomic
def renew_passwords() -> dict[str, str]:
    """A new password for everybody in the county, by login name."""
    passwords = {person.username: first_password() for person in User.objects.filter(username__in=names())}
    with coming_from("command"):
        for person in User.objects.filter(username__in=passwords):
            person.set_password(passwords[person.username])
            person.save(update_fields=("password",))
            record("account.password-reset", person, office=person.office_key, actor=SYSTEM)
    return passwords


def open_to_visitors(passwords: Mapping[str, str]) -> list[Account]:
    """The accounts with their passwords, valid at once without a change, in the order of the roles."""
    people = User.objects.filter(username__in=passwords)
    people.update(must_change_password=False, password_changed_at=clock.now())
    accounts = [_account(person, passwords[person.username]) for person in people.order_by("id")]
    return sorted(accounts, key=lambda account: list(Role).index(account.role))


def _account(person: User, password: str) -> Account:
    tenure = Tenure.objects.filter(person=person, ends__isnull=True).select_related("post__unit").first()
    if tenure is None:
        role = Role(person.grants.get(ends__isnull=True).role)
        return Account(person.username, password, person.name, role, str(role.label))
    post = tenure.post
    unit = "" if post.unit is None else post.unit.short_name or post.unit.name
    return Account(person.username, password, person.name, Role(post.role), f"{unit}{post.title}")
