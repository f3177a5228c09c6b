"""Watches over sessions: the idle time-out, and what must be done before anything else."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.cache import add_never_cache_headers

from luoshi.duban import clock
from luoshi.duban.accounts import sessions
from luoshi.duban.accounts.actions.sign_in import sign_out
from luoshi.duban.accounts.models import Session, User
from luoshi.duban.accounts.passwords import must_change
from luoshi.duban.accounts.second_factor import factor_of, is_required

#: A request with this header is the page's own and not a person's doing: it does not prolong the session.
UNATTENDED = "Luoshi-Unattended"
#: The time of use is written at most once in so many seconds.
_STEP = 60
_ALWAYS = {"accounts:sign-out", "accounts:alive", "ui:language"}


class Watch:
    """Middleware: ends idle sessions, and leads to a new password or a second factor where one is due."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request, or say what comes first.  Pages of people who signed in are kept by no cache."""
        user = request.user
        if not isinstance(user, User):
            return self.get_response(request)
        if not self._is_fresh(request):
            sign_out(request, user, timed_out=True)
            # The page's own question is answered by its view: nobody is signed in.
            return self.get_response(request) if _name_of(request) == "accounts:alive" else _ask_to_sign_in(request)
        request.idle_left = seconds_left(request)  # type: ignore[attr-defined]  # for the page's script
        due = _due(request, user)
        response = self.get_response(request) if due is None else _lead(request, due)
        add_never_cache_headers(response)
        return response

    def _is_fresh(self, request: HttpRequest) -> bool:
        """Whether the session was used lately; notes that it is used now."""
        now = int(clock.now().timestamp())
        seen = int(request.session.get(sessions.SEEN, now))
        if 0 < settings.IDLE_SECONDS < now - seen:
            return False
        step = min(_STEP, settings.IDLE_SECONDS / 10) if settings.IDLE_SECONDS else _STEP
        if now - seen >= step and UNATTENDED not in request.headers:
            with transaction.atomic():
                request.session[sessions.SEEN] = now
                Session.objects.filter(key=request.session.session_key or "").update(seen_at=clock.now())
        return True


def seconds_left(request: HttpRequest) -> int:
    """The seconds until the session ends where nothing more is done; 0 where it never does."""
    if not settings.IDLE_SECONDS:
        return 0
    now = int(clock.now().timestamp())
    return max(1, int(settings.IDLE_SECONDS) - (now - int(request.session.get(sessions.SEEN, now))))


def _due(request: HttpRequest, user: User) -> str | None:
    """The address of what the person must do first."""
    if must_change(user):
        first = "accounts:change-password"
    elif settings.REQUIRE_SECOND_FACTOR != "none" and _lacks_factor(request, user):
        first = "accounts:second-factor"
    else:
        return None
    return None if _name_of(request) in _ALWAYS | {first} else reverse(first)


def _name_of(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""


def _lacks_factor(request: HttpRequest, user: User) -> bool:
    if request.session.get(sessions.FACTOR) or not is_required(user):
        return False
    if factor_of(user) is None:
        return True
    request.session[sessions.FACTOR] = True
    return False


def _lead(request: HttpRequest, to: str) -> HttpResponseBase:
    if "HX-Request" in request.headers:
        return HttpResponse(headers={"HX-Redirect": to})
    return redirect(to)


def _ask_to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """A fragment's request is told 401, so that the page with what was typed stays; the page asks by itself."""
    if "HX-Request" in request.headers or UNATTENDED in request.headers:
        return HttpResponse(status=401)
    back = request.get_full_path() if request.method == "GET" else request.headers.get("Referer", "/")
    return redirect_to_login(back)
