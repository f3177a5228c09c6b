"""What is looked at in a unit, and what was found."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.duban.accounts.models import User
from luoshi.duban.oversight.inspections.models.inspection import Inspection, Stop
from luoshi.duban.tasks.models import Assignment, Task


class Outcome(models.TextChoices):
    """What was found on the spot."""

    OPEN = "", pgettext_lazy("finding", "待查")
    DONE = "done", pgettext_lazy("finding", "已落实")
    UNDER_WAY = "under-way", pgettext_lazy("finding", "正在推进")
    BEHIND = "behind", pgettext_lazy("finding", "进度滞后")
    NOT_DONE = "not-done", pgettext_lazy("finding", "未落实")
    UNTRUE = "untrue", pgettext_lazy("finding", "与上报不符")
    NOT_SEEN = "not-seen", pgettext_lazy("finding", "未能查看")


#: Where one of these was found, the finding says what the problem is.
UNMET = (Outcome.BEHIND, Outcome.NOT_DONE, Outcome.UNTRUE)


class Becomes(models.TextChoices):
    """What a demand turns into."""

    NOTE = "note", pgettext_lazy("demand", "只写入督查结论")
    INSTRUCTION = "instruction", pgettext_lazy("demand", "写到这项任务上，通知单位")
    TASK = "task", pgettext_lazy("demand", "列为新任务")


class Item(models.Model):
    """A matter that is looked at: a unit's part of a task, or one in words of its own (``task`` is empty then).

    ``words``, ``limit`` and ``course`` are those of the day on which the plan was approved.  ``look_at`` says what to
    look at, ``measured`` is the figure found on the spot, as it was written; ``demand`` is what the unit is to put
    right until ``due``, and ``becomes`` what that turns into.  ``by_file``: it came back in a sheet.
    """

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="items")
    stop = models.ForeignKey(Stop, models.CASCADE, related_name="items")
    number = models.PositiveIntegerField()
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="inspection_items")
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField(_("督查事项"), max_length=1000, blank=True)
    limit = models.CharField(max_length=250, blank=True)
    course = models.TextField(blank=True)
    look_at = models.TextField(_("查看要点"), max_length=500, blank=True)
    outcome = models.CharField(_("落实情况"), max_length=12, choices=Outcome.choices, blank=True, default=Outcome.OPEN)
    means = models.JSONField(_("查看方式"), default=list)
    finding = models.TextField(_("现场情况"), max_length=2000, blank=True)
    measured = models.CharField(_("核实数"), max_length=100, blank=True)
    problem = models.TextField(_("存在问题"), max_length=1000, blank=True)
    demand = models.TextField(_("整改要求"), max_length=1000, blank=True)
    due = models.DateField(_("整改时限"), null=True, blank=True)
    becomes = models.CharField(_("怎样落实"), max_length=12, choices=Becomes.choices, default=Becomes.NOTE)
    seen_on = models.DateField(_("查看日期"), null=True, blank=True)
    seen_by = models.CharField(_("查看人"), max_length=100, blank=True)
    typed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    typed_at = models.DateTimeField(null=True, blank=True)
    by_file = models.CharField(max_length=255, blank=True)
    made_task = models.ForeignKey(Task, models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("督查事项")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("inspection", "number"), name="one_inspection_item_a_number"),
            models.UniqueConstraint(fields=("stop", "task"), name="each_task_once_a_stop"),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.words[:60]}"

    @property
    def draft(self) -> Task | None:
        """The task that came of the demand, unless it was taken off its plan since."""
        made = self.made_task
        return made if made is not None and made.taken_off_at is None else None
