"""A file as it came, unchanged."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, User


class SourceFile(models.Model):
    """The bytes of a file, stored once an office under their SHA-256 and never rewritten."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(_("文件名"), max_length=255)
    size = models.PositiveBigIntegerField(_("大小"))
    content_type = models.CharField(max_length=100, blank=True)
    stored = models.FileField(max_length=200)
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("office", "sha256"), name="one_file_a_content"),)

    def __str__(self) -> str:
        return self.name
