"""The public page of an office: there is none until its head opens it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, User


class PublicSite(models.Model):
    """The public page of an office: its heading, a few words above the list, and whether it is open."""

    office = models.OneToOneField(Office, models.PROTECT, related_name="public_site")
    title = models.CharField(_("页面标题"), max_length=100)
    words = models.TextField(_("页面说明"), max_length=1000, blank=True)
    is_open = models.BooleanField(_("开放"), default=False)
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("公开页面")

    def __str__(self) -> str:
        return self.title
