"""Passwords that a person has had, so that none of the last ones comes back."""

from __future__ import annotations

from django.db import models

from luoshi.duban import clock
from luoshi.duban.accounts.models.user import User


class OldPassword(models.Model):
    """The hash of a password that was replaced."""

    user = models.ForeignKey(User, models.CASCADE, related_name="old_passwords")
    password = models.CharField(max_length=128)
    replaced_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.user} {self.replaced_at:%Y-%m-%d}"
