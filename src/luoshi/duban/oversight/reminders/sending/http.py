"""Posting JSON: no redirects, a short patience, and within one's own network no proxy."""

from __future__ import annotations

import json
import socket
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from luoshi.duban.oversight.reminders.sending.problems import away, refused

#: Seconds to wait for a service; a digest's worth of text is small.
PATIENCE = 10
_MOST_ANSWER = 20_000


class _NoRedirects(HTTPRedirectHandler):
    """A token must not follow to where a redirect leads."""

    def redirect_request(self, *_given: Any, **_named: Any) -> None:  # noqa: ANN401 -- urllib's own signature
        """Never."""


#: A service in one's own network is reached directly, a public one as the server's environment says.
_DIRECTLY = build_opener(ProxyHandler({}), _NoRedirects())
_OUTSIDE = build_opener(_NoRedirects())


def is_address(text: str) -> bool:
    """Whether *text* is an address of the web that can be posted to."""
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False


def post_json(service: str, address: str, values: Mapping[str, Any], *, outside: bool = False) -> dict[str, Any]:
    """Post *values* and give the answer, ``{}`` where it is no JSON object; *outside* is a public service.

    Raises :class:`~.problems.NotSent` where the service cannot be reached or says no.
    """
    body = json.dumps(values, ensure_ascii=False).encode()
    return post_bytes(service, address, body, outside=outside)


def post_bytes(
    service: str, address: str, body: bytes, headers: Mapping[str, str] | None = None, *, outside: bool = False
) -> dict[str, Any]:
    """The same with a body that was written already, so that a signature covers what is sent."""
    if not is_address(address):
        raise refused(service, "地址无效", "invalid address")
    wanted = {"Content-Type": "application/json; charset=utf-8", **(headers or {})}
    request = Request(address, data=body, headers=wanted, method="POST")
    try:
        with (_OUTSIDE if outside else _DIRECTLY).open(request, timeout=PATIENCE) as answer:
            said = answer.read(_MOST_ANSWER)
    except HTTPError as error:
        raise refused(service, f"HTTP {error.code}") from error
    except (URLError, HTTPException, OSError) as error:
        raise away(service, *_why(error)) from error
    return _object(said)


def _why(error: Exception) -> tuple[str, str]:
    reason = getattr(error, "reason", error)
    if isinstance(reason, TimeoutError):
        return "超时没有应答", "no answer in time"
    if isinstance(reason, ConnectionRefusedError):
        return "对方拒绝连接", "connection refused"
    if isinstance(reason, socket.gaierror):
        return "域名无法解析", "unknown host"
    return f"网络错误（{type(reason).__name__}）", f"network error ({type(reason).__name__})"


def _object(said: bytes) -> dict[str, Any]:
    try:
        value = json.loads(said or b"{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
