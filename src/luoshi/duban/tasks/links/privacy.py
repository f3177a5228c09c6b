"""Answers that nobody keeps: pages behind a personal link, and the page that shows links once."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.cache import add_never_cache_headers


def unkept(response: HttpResponse) -> HttpResponse:
    """Kept by nobody on the way."""
    add_never_cache_headers(response)
    response["Cache-Control"] = "no-store, private"
    return response


def private(response: HttpResponse) -> HttpResponse:
    """Kept by nobody on the way, found by no search engine; the address is told to no other site."""
    unkept(response)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "same-origin"
    # Django writes the address of whatever goes wrong into its log, and this address is a secret.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response
