"""The last step of signing in, and signing out."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.db import transaction
from django.http import HttpRequest

from luoshi.duban.accounts import locking, sessions
from luoshi.duban.accounts.models import Session, User
from luoshi.duban.audit.middleware import address_of
from luoshi.duban.audit.recording import record

_BACKEND = "luoshi.duban.accounts.backends.Accounts"


@transaction.atomic
def sign_in(request: HttpRequest, user: User, *, with_factor: bool) -> None:
    """Begin a session of *user*; the oldest ends where the account has more than the settings allow."""
    login(request, user, backend=_BACKEND)
    locking.forgive(user.username, address_of(request))
    sessions.begin(request, user)
    if with_factor:
        request.session[sessions.FACTOR] = True
    for old in sessions.running(user)[settings.SESSIONS :] if settings.SESSIONS else []:
        sessions.end(old)
        record("session.displaced", user, office=user.office_key, actor=user.actor, before={"address": old.address})
    record("sign-in.done", user, office=user.office_key, actor=user.actor, after={"second_factor": with_factor})


@transaction.atomic
def sign_out(request: HttpRequest, user: User, *, timed_out: bool = False) -> None:
    """End the session of this request: by the person, or because nobody used it for too long."""
    Session.objects.filter(key=request.session.session_key or "").delete()
    record("session.timed-out" if timed_out else "sign-out.done", user, office=user.office_key, actor=user.actor)
    logout(request)


@transaction.atomic
def end_other_sessions(user: User, *, keep: str | None, only: int | None = None) -> int:
    """End the other sessions of one's own account, or the one with the row *only*; how many ended."""
    chosen = [
        session for session in Session.objects.filter(user=user) if session.key != keep and only in (None, session.pk)
    ]
    for session in chosen:
        sessions.end(session)
        record("session.ended", user, office=user.office_key, actor=user.actor, before={"address": session.address})
    return len(chosen)
