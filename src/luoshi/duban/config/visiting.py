"""Visit the running application as a browser would, to see that it answers."""

from __future__ import annotations

from urllib.error import URLError
from urllib.request import urlopen

from luoshi.errors import LuoshiError


def require_sign_in_page(address: str) -> None:
    """Fetch *address*, which leads to the sign-in page.  Raises :class:`LuoshiError` where no page comes."""
    try:
        with urlopen(address, timeout=30) as answer:
            page = answer.read().decode("utf-8")
    except (URLError, OSError, UnicodeDecodeError) as error:
        raise _unusable(address, str(error)) from error
    if 'type="password"' not in page or "/static/" not in page:
        raise _unusable(address, "no sign-in form")


def _unusable(address: str, reason: str) -> LuoshiError:
    return LuoshiError(
        "no-sign-in-page",
        f"{address} 没有给出登录页（{reason}）。",
        f"{address} gave no sign-in page ({reason}).",
    )
