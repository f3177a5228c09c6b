"""Views say which right they need; a test reads it from every address of the application."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right

P = ParamSpec("P")


class SignedIn(HttpRequest):
    """A request of somebody who has signed in: what a guarded view receives."""

    user: User


def needs(
    right: Right,
) -> Callable[
    [Callable[Concatenate[SignedIn, P], HttpResponseBase]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]
]:
    """Let only those in who have *right*; who is not signed in is asked to do so first."""

    def guard(
        view: Callable[Concatenate[SignedIn, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _ask_to_sign_in(request)
            require(request.user, right)
            return view(request, *args, **kwargs)  # type: ignore[arg-type]  # signed in, as just seen

        guarded.right = right  # type: ignore[attr-defined]  # read by the test of every address
        return guarded

    return guard


def _ask_to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """A fragment's request is told 401: the page with what was typed stays, and asks by itself (``idle.js``)."""
    if "HX-Request" in request.headers:
        return HttpResponse(status=401)
    return redirect_to_login(request.get_full_path())


def open_to_all(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Mark a view that needs no account: sign-in, and pages behind a personal link."""
    view.right = None  # type: ignore[attr-defined]  # read by the test of every address
    return view
