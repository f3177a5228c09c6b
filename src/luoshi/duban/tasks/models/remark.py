"""What people write on a task: a leader's written instruction (批示), a remark of the office or of a unit."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.organisations.models import Unit
from luoshi.duban.tasks.models.task import Task


class RemarkKind(models.TextChoices):
    """The kinds of remark."""

    INSTRUCTION = "instruction", _("批示")
    REMARK = "remark", _("留言")


class Remark(models.Model):
    """A remark on a task, seen by whoever sees the task.  ``unit`` is the unit its author wrote for, if any."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="remarks")
    kind = models.CharField(max_length=16, choices=RemarkKind.choices, default=RemarkKind.REMARK)
    text = models.TextField(_("内容"))
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.text[:50]
