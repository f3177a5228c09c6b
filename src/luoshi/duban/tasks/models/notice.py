"""What a unit has to be told: a change of its task, an answer to what it asked, a report typed in its name."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.organisations.models import Unit
from luoshi.duban.tasks.models.task import Task


class NoticeKind(models.TextChoices):
    """The kinds of notice."""

    CHANGED = "changed", _("任务变更")
    GIVEN = "given", _("新交办")
    TAKEN_OFF = "taken-off", _("不再承办")
    EXTENSION = "extension", _("延期答复")
    RETURN = "return", _("退回答复")
    SENT_BACK = "sent-back", _("退办")
    CLOSED_OUT = "closed-out", _("销号")
    REOPENED = "reopened", _("重新办理")
    SUSPENDED = "suspended", _("中止")
    RESUMED = "resumed", _("恢复办理")
    WITHDRAWN = "withdrawn", _("撤销")
    MERGED = "merged", _("并案办理")
    ENTERED = "entered", _("代录")
    APPROVAL = "approval", _("审签")
    INSTRUCTION = "instruction", _("批示")
    OBJECTION = "objection", _("异议答复")
    DECISION = "decision", _("会议议定")
    DEMAND = "demand", _("督查整改要求")


class Notice(models.Model):
    """A notice to a unit about a task; ``text`` says in Chinese what happened.  Seen once by whoever acts for it."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="notices")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=16, choices=NoticeKind.choices)
    text = models.TextField(blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    seen_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("通知")
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("unit", "-id"), condition=models.Q(seen_at__isnull=True), name="notice_unseen"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.task}"
