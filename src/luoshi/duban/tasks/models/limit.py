"""The time limits that a task has had; the first is never overwritten."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import User


class LimitKind(models.TextChoices):
    """The kinds of limit (DESIGN: the ledger's model)."""

    DATE = "date", _("日期")
    YEAR_END = "year-end", _("年底前")
    MILESTONES = "milestones", _("按节点")
    RECURRING = "recurring", _("周期性")
    LONG_TERM = "long-term", _("长期坚持")
    OPEN = "open", _("时限待明确")
    NONE = "", _("未设时限")


class Limit(models.Model):
    """A limit of a task, or of one unit of it (``assignment``, after an extension that is only its own), as it was set.

    ``text`` as written, ``starts`` and ``due`` the first and the last day, both included.

    ``rule`` is an RFC 5545 recurrence rule.  ``is_first`` marks the one the task was issued with, ``is_current``
    the one that counts now.  ``basis`` says why it was set (the document's words, a bulk fill, an extension).
    """

    task = models.ForeignKey("tasks.Task", models.CASCADE, related_name="limits")
    assignment = models.ForeignKey("tasks.Assignment", models.CASCADE, null=True, blank=True, related_name="limits")
    kind = models.CharField(max_length=16, choices=LimitKind.choices)
    text = models.CharField(max_length=200, blank=True)
    starts = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    rule = models.CharField(max_length=200, blank=True)
    problem = models.CharField(max_length=32, blank=True)
    basis = models.CharField(max_length=300, blank=True)
    is_first = models.BooleanField(default=False)
    is_current = models.BooleanField(default=True)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("task",),
                condition=models.Q(is_current=True, assignment__isnull=True),
                name="one_current_limit_a_task",
            ),
            models.UniqueConstraint(
                fields=("assignment",),
                condition=models.Q(is_current=True, assignment__isnull=False),
                name="one_current_limit_an_assignment",
            ),
        )

    def __str__(self) -> str:
        return self.text or str(self.due or "")
