"""Where an account is signed in."""

from __future__ import annotations

import re

from django.db import models

from luoshi.duban import clock
from luoshi.duban.accounts.models.user import User

_BROWSER = re.compile(r"(Edg|Firefox|Chrome|Version)/(\d+)")
_SYSTEM = re.compile(r"Windows|Android|iPhone|Mac OS|Linux")
#: Edge calls itself Chrome as well: the first of these that stands there is the browser.
_ORDER = ("Edg", "Firefox", "Chrome", "Version")
_NAMES = {"Edg": "Edge", "Version": "Safari"}


class Session(models.Model):
    """A session of an account that runs: since when, last used when, from where, with which browser.

    ``key`` is the key of Django's session; the row goes when the session ends.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="sessions")
    key = models.CharField(max_length=40, unique=True)
    started_at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(default=clock.now)
    address = models.CharField(max_length=64, blank=True)
    browser = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-seen_at", "-id")

    def __str__(self) -> str:
        return f"{self.user} {self.address}"

    @property
    def browser_name(self) -> str:
        """The browser in a few words, such as ``Firefox 140 · Windows``."""
        found = sorted(_BROWSER.findall(self.browser), key=lambda one: _ORDER.index(one[0]))
        system = _SYSTEM.search(self.browser)
        if not found:
            return self.browser[:40]
        name, version = found[0]
        words = [f"{_NAMES.get(name, name)} {version}", *([system[0]] if system else [])]
        return " · ".join(words)
