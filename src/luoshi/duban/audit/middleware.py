"""Say of every change that a request makes where it came from."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from luoshi.duban.audit.recording import coming_from


class Origin:
    """Middleware: the events of a request carry the address it came from."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request within its origin."""
        with coming_from(address_of(request)):
            return self.get_response(request)


def address_of(request: HttpRequest) -> str:
    """The address of the person's machine.

    ``X-Forwarded-For`` is believed only where a proxy of ``LUOSHI_TRUSTED_PROXIES`` wrote it: it is read from the
    right, over trusted proxies, to the first address that none of them vouches for.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    for hop in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
        if not _is_trusted(address) or not _is_address(hop.strip()):
            break
        address = hop.strip()
    return address


def _is_trusted(address: str) -> bool:
    return _is_address(address) and any(ip_address(address) in network for network in settings.TRUSTED_PROXIES)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
