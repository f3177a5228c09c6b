"""The beginning of an installation: its office, and the three administrators (三员) who let everybody else in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, RoleGrant, User
from luoshi.duban.accounts.passwords import first_password
from luoshi.duban.accounts.roles import Role
from luoshi.duban.audit.recording import SYSTEM, record
from luoshi.duban.problems import Refused

#: login name, name and role of the administrators that an installation begins with
ADMINISTRATORS = (
    ("sysadmin", "系统管理员", Role.SYSTEM_ADMINISTRATOR),
    ("secadmin", "安全管理员", Role.SECURITY_ADMINISTRATOR),
    ("auditor", "审计管理员", Role.AUDITOR),
)
_KEY = re.compile(r"[a-z][a-z0-9-]{1,30}")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person with a new account and its first password, which is kept nowhere."""

    person: User
    role: Role
    password: str


@transaction.atomic
def open_office(key: str, name: str, region: str = "") -> Office:
    """A new office; *key* names it in the record and in addresses.  Raises :class:`Refused` for an unusable key."""
    name = name.strip()
    if not _KEY.fullmatch(key):
        raise Refused(
            "office-key",
            f"机构标识“{key}”应以小写字母开头，只含小写字母、数字和连字符，2至31个字符。",
            f"The office's key {key!r} must begin with a small letter and hold small letters, digits and hyphens.",
        )
    if not name:
        raise Refused("office-name", "请填写机构名称。", "The office needs a name.")
    office = Office.objects.create(key=key, name=name[:100], region=region[:50])
    record("office.opened", office, office=key, actor=SYSTEM, after={"name": office.name, "region": office.region})
    return office


@transaction.atomic
def appoint_administrators(people: Iterable[tuple[str, str, Role]] = ADMINISTRATORS) -> list[Newcomer]:
    """Give each administrator's role that nobody holds to a new account, which must change its password first.

    Gives nobody where all three are there already.
    """
    held = set(RoleGrant.objects.filter(ends__isnull=True).values_list("role", flat=True))
    return [_appoint(username, name, role) for username, name, role in people if role.value not in held]


def _appoint(username: str, name: str, role: Role) -> Newcomer:
    if User.objects.filter(username=username).exists():
        raise Refused("username-taken", f"登录名“{username}”已被使用。", f"The user name {username} is taken.")
    password = first_password()
    person = User.objects.create_user(username, name, office=None, password=password)
    record("account.created", person, office="", actor=SYSTEM, after={"username": username, "name": name})
    RoleGrant.objects.create(user=person, role=role, starts=clock.today())
    record("role.granted", person, office="", actor=SYSTEM, after={"role": role.value})
    return Newcomer(person, role, password)
