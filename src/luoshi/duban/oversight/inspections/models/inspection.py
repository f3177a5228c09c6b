"""An inspection with its plan, and the units that it goes to in their order."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.organisations.models import Unit
from luoshi.duban.tasks.models import Plan


class Activity(models.TextChoices):
    """The five kinds of activity (政府督查工作条例, art. 14)."""

    COMPREHENSIVE = "comprehensive", _("综合督查")
    SPECIAL = "special", _("专项督查")
    EVENT = "event", _("事件调查")
    DAILY = "daily", _("日常督办")
    CLUE = "clue", _("线索核查")


class InspectionState(models.TextChoices):
    """How far an inspection has come; a plan is approved before anybody sets out (art. 15)."""

    DRAFT = "draft", pgettext_lazy("inspection", "拟定中")
    PROPOSED = "proposed", pgettext_lazy("inspection", "待批准")
    APPROVED = "approved", pgettext_lazy("inspection", "督查中")
    ENDED = "ended", pgettext_lazy("inspection", "已结束")
    WITHDRAWN = "withdrawn", pgettext_lazy("inspection", "已取消")


class Inspection(models.Model):
    """督查.  ``basis`` is what fixed the matter: a decision or an instruction (art. 11).

    ``means`` lists values of the coded list (:class:`~luoshi.duban.tasks.models.Means`, art. 12).  ``team`` are the
    people of the office who take part and therefore decide no review; ``others`` names people from elsewhere.
    ``announced``: units are told before.  ``code`` begins the row numbers of its sheets.  ``opening`` and ``advice``
    are the words of the report; ``follow_up`` is the plan of the tasks that came of it.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    title = models.CharField(_("督查名称"), max_length=100)
    activity = models.CharField(_("督查类型"), max_length=16, choices=Activity.choices, default=Activity.SPECIAL)
    basis = models.CharField(_("督查依据"), max_length=300)
    focus = models.TextField(_("督查重点"), max_length=2000)
    means = models.JSONField(_("督查方式"), default=list)
    starts = models.DateField(_("开始日期"))
    ends = models.DateField(_("结束日期"))
    leader = models.CharField(_("组长"), max_length=50)
    team = models.ManyToManyField(User, related_name="+", verbose_name=_("本室人员"))
    others = models.CharField(_("其他人员"), max_length=200, blank=True)
    announced = models.BooleanField(_("事先通知单位"), default=True)
    state = models.CharField(max_length=12, choices=InspectionState.choices, default=InspectionState.DRAFT)
    code = models.CharField(max_length=5, unique=True)
    opening = models.TextField(_("总体情况"), blank=True)
    advice = models.TextField(_("意见建议"), blank=True)
    reason = models.TextField(blank=True)
    follow_up = models.ForeignKey(Plan, models.SET_NULL, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("督查")
        ordering = ("-starts", "-id")
        indexes = (models.Index(fields=("office", "state", "-starts", "-id"), name="inspection_by_state"),)

    def __str__(self) -> str:
        return self.title


class Stop(models.Model):
    """A unit that an inspection goes to: on which day, at which time, where.  ``position`` is its place in the route,
    ``number`` the part of its code that stays when the route changes."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="stops")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="inspection_stops")
    number = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    day = models.DateField(_("日期"), null=True, blank=True)
    time = models.CharField(_("时间"), max_length=20, blank=True)
    place = models.CharField(_("地点"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("督查单位")
        ordering = ("position", "number")
        constraints = (
            models.UniqueConstraint(fields=("inspection", "unit"), name="one_stop_a_unit"),
            models.UniqueConstraint(fields=("inspection", "number"), name="one_stop_a_number"),
        )
        indexes = (models.Index(fields=("unit", "-day"), name="inspections_of_unit"),)

    def __str__(self) -> str:
        return f"{self.inspection} {self.unit}"

    @property
    def when(self) -> str:
        """The day, the time and the place in one line."""
        day = self.day.isoformat() if self.day is not None else ""
        return " ".join(part for part in (day, self.time, self.place) if part)


class Move(models.Model):
    """A visit that its unit knew of already was moved; ``was`` and ``now`` are days, times and places in words."""

    stop = models.ForeignKey(Stop, models.CASCADE, related_name="moves")
    was = models.CharField(max_length=150)
    now = models.CharField(max_length=150)
    moved_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("督查改期")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.stop} {self.was} → {self.now}"
