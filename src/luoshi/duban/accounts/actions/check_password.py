"""The first step of signing in: name and password, counted and recorded."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth import authenticate
from django.db import models, transaction
from django.http import HttpRequest

from luoshi.duban.accounts import locking
from luoshi.duban.accounts.models import Attempts, User
from luoshi.duban.audit.middleware import address_of
from luoshi.duban.audit.recording import Actor, record

#: Whoever tries to sign in is nobody yet.
NOBODY = Actor("", "未登录")


@dataclass(frozen=True, slots=True)
class Tried:
    """How a try ended: the person, or the seconds for which the name is locked, or neither."""

    user: User | None = None
    locked_for: int = 0


def check_password(request: HttpRequest, username: str, password: str) -> Tried:
    """Whether name and password belong together.

    A locked name is refused before the password is looked at.  An unknown name costs the time of a wrong password
    and is told the same.
    """
    locked = _refuse_locked(request, username)
    if locked:
        return Tried(locked_for=locked)
    user = authenticate(request, username=username, password=password)
    if isinstance(user, User):
        return Tried(user)
    return Tried(locked_for=count_failure(request, username))


@transaction.atomic
def _refuse_locked(request: HttpRequest, username: str) -> int:
    address = address_of(request)
    locked = locking.locked_for(username, address)
    if locked:
        user = User.objects.filter(username=username).select_related("office").first()
        name = locking.name_digest(username)
        count = Attempts.objects.filter(name=name).order_by("-address").first()
        record("sign-in.refused", user or count or Attempts(name=name), office=_office(user), actor=NOBODY)
    return locked


@transaction.atomic
def count_failure(request: HttpRequest, username: str, *, reason: str = "") -> int:
    """Count and record a failed try; the seconds for which the name is locked now.  What was typed is not kept."""
    count, locked = locking.count_failure(username, address_of(request))
    user = User.objects.filter(username=username).select_related("office").first()
    subject: models.Model = user or count
    record("sign-in.failed", subject, office=_office(user), actor=NOBODY, reason=reason)
    if not locked:
        return 0
    seconds = locking.locked_for(username, address_of(request))
    record("sign-in.locked", subject, office=_office(user), actor=NOBODY, after={"seconds": seconds})
    return seconds


def _office(user: User | None) -> str:
    return user.office_key if user else ""
