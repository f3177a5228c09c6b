"""The rules of reminding that an office has set."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, User


class OfficeRules(models.Model):
    """An office's rules as data (:mod:`luoshi.duban.oversight.reminders.rules`); without a row the usual ones count.

    ``site`` is the address at which people reach the application, which links in messages begin with.
    """

    office = models.OneToOneField(Office, models.PROTECT, related_name="reminder_rules")
    rules = models.JSONField(default=dict)
    site = models.URLField(_("系统访问地址"), max_length=200, blank=True)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("催办规则")

    def __str__(self) -> str:
        return f"{self.office}催办规则"
