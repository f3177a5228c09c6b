"""What a unit asks of the office: more time (延期), or that a task goes to the right unit (退回); and suspensions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.organisations.models import Unit
from luoshi.duban.tasks.models.assignment import Assignment
from luoshi.duban.tasks.models.change import BasisKind
from luoshi.duban.tasks.models.report import Channel
from luoshi.duban.tasks.models.task import Task


class Decision(models.TextChoices):
    """What became of a request."""

    OPEN = "", pgettext_lazy("request", "待处理")
    GRANTED = "granted", pgettext_lazy("request", "同意")
    REFUSED = "refused", pgettext_lazy("request", "不同意")
    LAPSED = "lapsed", pgettext_lazy("request", "已失效")


class Request(models.Model):
    """What both kinds have in common: who asked, how, and what was decided by another person."""

    asked_by = models.CharField(_("申请人"), max_length=100)
    asked_on = models.DateField(_("申请日期"))
    channel = models.CharField(_("申请方式"), max_length=16, choices=Channel.choices, default=Channel.PAGE)
    typed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    reason = models.TextField(_("理由"))
    decision = models.CharField(max_length=16, choices=Decision.choices, blank=True, default=Decision.OPEN)
    answer = models.TextField(_("答复"), blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class Extension(Request):
    """延期: asked for before the limit passes, with reason, progress and the day wanted; the answer states the new day.

    ``due_then`` is the limit when it was asked for, ``due_granted`` the one that was set.
    """

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="extensions")
    progress = models.TextField(_("目前进展"))
    due_then = models.DateField(_("原时限"))
    due_wanted = models.DateField(_("申请延至"))
    due_granted = models.DateField(_("批准延至"), null=True, blank=True)

    class Meta:
        verbose_name = _("延期申请")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=("assignment",), condition=models.Q(decision=""), name="one_open_extension"),
        )

    def __str__(self) -> str:
        return f"{self.due_then} → {self.due_granted or self.due_wanted}"


class Return(Request):
    """退回: not this unit's matter; it names the right one where it knows."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="returns")
    right_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("应由谁承办")
    )

    class Meta:
        verbose_name = _("退回申请")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=("assignment",), condition=models.Q(decision=""), name="one_open_return"),
        )

    def __str__(self) -> str:
        return self.reason[:50]


class Suspension(models.Model):
    """中止: days on which a task's clock stands still.  ``ends`` is the first day on which it runs again."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="suspensions")
    starts = models.DateField(_("中止日期"))
    ends = models.DateField(_("恢复日期"), null=True, blank=True)
    basis_kind = models.CharField(_("依据类型"), max_length=16, choices=BasisKind.choices)
    basis = models.TextField(_("依据"))
    suspended_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    resumed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    resumed_basis = models.TextField(_("恢复依据"), blank=True)

    class Meta:
        verbose_name = _("中止")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("task",), condition=models.Q(ends__isnull=True), name="one_open_suspension"
            ),
        )

    def __str__(self) -> str:
        return f"{self.starts}—{self.ends or ''}"
