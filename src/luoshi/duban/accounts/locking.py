"""Locking out who tries passwords: after some failures with a name from an address, for some minutes.

The same holds for names that no account has, so that a lock says nothing about accounts.  Many more failures from
everywhere lock the name as a whole.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta
from math import ceil

from django.conf import settings

from luoshi.duban import clock
from luoshi.duban.accounts.models import Attempts, User

#: So many times the tries of one address lock a name for every address.
EVERYWHERE = 10


def name_digest(username: str) -> str:
    """A login name as the counts keep it."""
    return hmac.new(settings.SECRET_KEY.encode(), b"login " + username.strip().encode(), hashlib.sha256).hexdigest()


def locked_for(username: str, address: str) -> int:
    """The seconds for which nobody can sign in with the name from the address; 0 where it is open."""
    now = clock.now()
    until = Attempts.objects.filter(
        name=name_digest(username), address__in=(address, ""), locked_until__gt=now
    ).values_list("locked_until", flat=True)
    return max((ceil((moment - now).total_seconds()) for moment in until if moment), default=0)


def count_failure(username: str, address: str) -> tuple[Attempts, bool]:
    """Count a failure; the count of the address, and whether this one locked.  Runs in a transaction."""
    here = _count(username, address, settings.LOCK_TRIES)
    everywhere = _count(username, "", settings.LOCK_TRIES * EVERYWHERE)
    return here, here.locked_until is not None or everywhere.locked_until is not None


def _count(username: str, address: str, allowed: int) -> Attempts:
    now, lasts = clock.now(), timedelta(seconds=settings.LOCK_SECONDS)
    count, _made = Attempts.objects.select_for_update().get_or_create(
        name=name_digest(username), address=address, defaults={"last_at": now}
    )
    if _is_over(count, now, lasts):
        count.failures = 0
    count.failures += 1
    count.last_at = now
    count.locked_until = now + lasts if count.failures >= allowed else None
    count.save()
    return count


def _is_over(count: Attempts, now: datetime, lasts: timedelta) -> bool:
    """Whether an earlier lock has ended, or the last failure is so long ago that a new count begins."""
    return count.locked_until is not None or now - count.last_at > lasts


def forgive(username: str, address: str) -> None:
    """After a success the address counts from nothing."""
    Attempts.objects.filter(name=name_digest(username), address=address).delete()


def unlock(user: User) -> int:
    """Lift every lock of an account; how many counts that were."""
    return Attempts.objects.filter(name=name_digest(user.username)).delete()[0]


def is_locked(user: User) -> bool:
    """Whether the account is locked for some address."""
    return Attempts.objects.filter(name=name_digest(user.username), locked_until__gt=clock.now()).exists()
