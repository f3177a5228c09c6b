"""Where a person came from: a page of this site, named by ``back`` in the form or in the address."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def way_back(request: HttpRequest, otherwise: str) -> str:
    """The address to go back to, or *otherwise* where none of ours is named."""
    wanted = request.POST.get("back") or request.GET.get("back") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else resolve_url(otherwise)
