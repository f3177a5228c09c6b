"""The sessions of accounts: begun, seen, ended.  Everything here runs in the caller's transaction."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest

from luoshi.duban import clock
from luoshi.duban.accounts.models import Session, User
from luoshi.duban.audit.middleware import address_of

#: Keys in Django's session.
SEEN = "seen"
FACTOR = "second-factor"


def begin(request: HttpRequest, user: User) -> Session:
    """Note the session that just began."""
    request.session[SEEN] = int(clock.now().timestamp())
    return Session.objects.create(
        user=user,
        key=request.session.session_key or "",
        address=address_of(request)[:64],
        browser=request.headers.get("User-Agent", "")[:200],
    )


def running(user: User) -> list[Session]:
    """The sessions of *user* that run, the one used last first; rows of those that ran out are dropped."""
    lasts = timedelta(seconds=settings.IDLE_SECONDS or settings.SESSION_COOKIE_AGE)
    Session.objects.filter(user=user, seen_at__lt=clock.now() - lasts).delete()
    return list(Session.objects.filter(user=user))


def end(session: Session) -> None:
    """End a session: its browser is asked to sign in at the next request."""
    SessionStore(session.key).delete()
    session.delete()


def end_all(user: User, *, but: str | None = None) -> int:
    """End the sessions of *user*, without the one with the key *but*; how many those were."""
    others = [session for session in Session.objects.filter(user=user) if session.key != but]
    for session in others:
        end(session)
    return len(others)


def changed_key(request: HttpRequest, before: str | None) -> None:
    """Django gave the session another key."""
    Session.objects.filter(key=before).update(key=request.session.session_key or "")
