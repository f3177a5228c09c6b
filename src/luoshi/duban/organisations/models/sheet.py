"""A spreadsheet of units and people on its way into the register: kept as it came."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, User


class UnitSheet(models.Model):
    """An Excel file as it was handed over; ``taken_over_at`` is empty until its differences count."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    name = models.CharField(_("文件名"), max_length=255)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    taken_over_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("单位导入表")
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name
