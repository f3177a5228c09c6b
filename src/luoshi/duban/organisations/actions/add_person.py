"""Give somebody who is to hold a post an account, with a first password that is shown once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction

from luoshi.duban.accounts.models import Office, User
from luoshi.duban.accounts.passwords import first_password
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.organisations.access import require_in
from luoshi.duban.problems import Refused


@dataclass(frozen=True, slots=True)
class FirstPassword:
    """A password and its hash."""

    plain: str
    hashed: str


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person with a new account and its first password, which is kept nowhere."""

    person: User
    password: str


@transaction.atomic
def add_person(  # noqa: PLR0913 -- who, and by which right
    office: Office,
    name: str,
    *,
    actor: User,
    right: Right,
    username: str = "",
    telephone: str = "",
    password: FirstPassword | None = None,
) -> Newcomer:
    """An account for *name*, under *username*, else under the name itself (with a number where that is taken).

    *right* is the right by which *actor* fills the post that the person is to hold.  The password must be changed
    at the first sign-in; where many are needed, :func:`first_passwords` hashes them beforehand.  Raises
    :class:`Refused` where the user name is taken, or nothing is left of the name.
    """
    require_in(actor, right, office)
    name, username = "".join(name.split())[:50], username.strip()[:64]
    if not name:
        raise Refused("no-name", "请填写姓名。", "A person's name is required.")
    if username and User.objects.filter(username__iexact=username).exists():
        raise Refused("username-taken", f"登录名“{username}”已被使用。", f"The user name {username} is taken.")
    first = password or first_passwords(1)[0]
    person = User(username=username or _free(name), name=name, office=office, telephone=telephone.strip()[:40])
    person.password = first.hashed
    person.save(force_insert=True)
    after = {"username": person.username, "name": name, "telephone": person.telephone}
    record("account.created", person, office=office.key, actor=actor.actor, after=after)
    return Newcomer(person, first.plain)


def _free(name: str) -> str:
    taken = set(User.objects.filter(username__istartswith=name).values_list("username", flat=True))
    return next(
        candidate
        for number in range(1, len(taken) + 2)
        if (candidate := name if number == 1 else f"{name}{number}") not in taken
    )


def first_passwords(count: int) -> list[FirstPassword]:
    """So many passwords with their hashes, made on all cores: hashing is slow on purpose."""
    with ThreadPoolExecutor() as pool:
        return list(
            pool.map(lambda plain: FirstPassword(plain, make_password(plain)), [first_password() for _ in range(count)])
        )
