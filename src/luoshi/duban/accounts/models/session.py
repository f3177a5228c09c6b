"""Where an account is signed in."""

from __future__ import annotations

from django.db import models

from luoshi.duban import clock
from luoshi.duban.accounts.models.user import User


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
