"""The secret address of a person's calendar."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import User


class CalendarFeed(models.Model):
    """The one address under which a person's limits can be read; of its secret only the SHA-256 is kept."""

    person = models.OneToOneField(User, models.CASCADE, related_name="calendar_feed")
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("日历订阅")

    def __str__(self) -> str:
        return self.person.name
