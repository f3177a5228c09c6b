"""A meeting with the tasks that it walks through, and what was decided about each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.organisations.models import Unit
from luoshi.duban.oversight.lights.wording import NAMES
from luoshi.duban.tasks.models import Plan, Task
from luoshi.layout.official import date_words


class MeetingState(models.TextChoices):
    """How far a meeting has come."""

    OPEN = "open", pgettext_lazy("meeting", "进行中")
    ENDED = "ended", pgettext_lazy("meeting", "已结束")


class Becomes(models.TextChoices):
    """What a decision turns into when the meeting ends."""

    NOTE = "note", _("只记入纪要")
    INSTRUCTION = "instruction", _("对这项任务的要求")
    TASK = "task", _("列为新任务")


class Meeting(models.Model):
    """调度会.  ``selection`` says in Chinese which tasks were chosen; ``plan`` holds the new tasks once it has ended,
    where there are any."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    title = models.CharField(_("会议名称"), max_length=200)
    held_on = models.DateField(_("会议日期"))
    chair = models.CharField(_("主持人"), max_length=100)
    place = models.CharField(_("地点"), max_length=200, blank=True)
    attendees = models.TextField(_("出席"), blank=True)
    selection = models.CharField(_("研究范围"), max_length=500, blank=True)
    state = models.CharField(max_length=8, choices=MeetingState.choices, default=MeetingState.OPEN)
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("调度会")
        ordering = ("-held_on", "-id")
        indexes = (models.Index(fields=("office", "-held_on", "-id"), name="meeting_newest"),)

    def __str__(self) -> str:
        return self.title

    @property
    def plain_title(self) -> str:
        """The name without the day that it may begin with, for sentences that name the day themselves."""
        return self.title.removeprefix(date_words(self.held_on)).strip() or self.title


class MeetingItem(models.Model):
    """A task that a meeting looks at, with the light that it had when the meeting was called, and the decision.

    ``why`` is the reason of that light, in Chinese.  Without ``decision`` nothing was decided; ``unit`` and ``due`` are
    who is to do it and by when.  ``made_task`` is the draft that came of it.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    task = models.ForeignKey(Task, models.PROTECT, related_name="meeting_items")
    number = models.PositiveIntegerField()
    colour = models.CharField(max_length=12, choices=[(str(key), name) for key, name in NAMES.items()], blank=True)
    why = models.CharField(max_length=300, blank=True)
    decision = models.TextField(_("议定事项"), blank=True)
    becomes = models.CharField(_("怎样落实"), max_length=12, choices=Becomes.choices, default=Becomes.INSTRUCTION)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("谁来办"))
    due = models.DateField(_("办到哪天"), null=True, blank=True)
    noted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    noted_at = models.DateTimeField(null=True, blank=True)
    made_task = models.ForeignKey(Task, models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("meeting", "number"), name="one_meeting_item_a_number"),)

    def __str__(self) -> str:
        return f"{self.number}. {self.task}"
