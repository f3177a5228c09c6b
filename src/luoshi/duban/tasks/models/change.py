"""A change of a task after it was issued, with its basis."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.documents.models import SourceFile
from luoshi.duban.tasks.models.task import Task


class BasisKind(models.TextChoices):
    """What a change rests on."""

    DOCUMENT = "document", _("文件")
    MEETING = "meeting", _("会议")
    ORAL = "oral", _("口头")


class Change(models.Model):
    """What was changed, why and on which basis; the paper may be attached later."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="changes")
    basis_kind = models.CharField(_("依据类型"), max_length=16, choices=BasisKind.choices)
    basis = models.TextField(_("依据"))
    paper = models.ForeignKey(SourceFile, models.PROTECT, null=True, blank=True, related_name="+")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.basis[:50]
