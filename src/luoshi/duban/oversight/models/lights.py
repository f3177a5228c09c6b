"""Lights as they were computed last, how they changed, and what they are computed from beside the ledger."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.oversight.lights.judging import Forecast, Light, Reason
from luoshi.duban.oversight.lights.rules import Colour
from luoshi.duban.oversight.lights.wording import NAMES
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.models import Task

_COLOURS = [(str(colour), name) for colour, name in NAMES.items()]
_PERCENT = (MinValueValidator(0), MaxValueValidator(100))


class RegisterRules(models.Model):
    """The rules by which a register's lights are computed; none: the three colours.

    ``key`` names the ready-made set they began with, ``rules`` holds them as data
    (:mod:`luoshi.duban.oversight.lights.rules`).
    """

    register = models.OneToOneField(Register, models.PROTECT, related_name="light_rules")
    key = models.CharField(_("规则"), max_length=16)
    rules = models.JSONField(default=list)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("亮灯规则")

    def __str__(self) -> str:
        return f"{self.register} {self.key}"


class Milestone(models.Model):
    """A point of a task's entered plan (节点): by this day so much is to be done."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="milestones")
    day = models.DateField(_("节点日期"))
    percent = models.DecimalField(_("应完成比例"), max_digits=5, decimal_places=2, validators=_PERCENT)
    words = models.CharField(_("节点要求"), max_length=300, blank=True)

    class Meta:
        ordering = ("day",)
        constraints = (models.UniqueConstraint(fields=("task", "day"), name="one_milestone_a_day"),)

    def __str__(self) -> str:
        return f"{self.day} {self.percent}%"


class Confidence(models.Model):
    """What a supervisor believes: that the task will be done in time, in per cent.  The newest counts."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="confidences")
    percent = models.PositiveSmallIntegerField(_("把握"), validators=_PERCENT)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("task", "-id"), name="confidence_newest"),)

    def __str__(self) -> str:
        return f"{self.task} {self.percent}%"


class TaskLight(models.Model):
    """A task's light as it was computed last; nobody types one.  ``since`` is the day it turned to this colour."""

    task = models.OneToOneField(Task, models.CASCADE, primary_key=True, related_name="light")
    colour = models.CharField(_("亮灯"), max_length=12, choices=_COLOURS)
    reason = models.CharField(max_length=16, choices=[(str(reason), str(reason)) for reason in Reason])
    days = models.IntegerField(default=0)
    percent = models.FloatField(null=True)
    expected = models.FloatField(_("序时进度"), null=True)
    forecast = models.CharField(max_length=12, blank=True, choices=[(str(one), str(one)) for one in Forecast])
    finishes = models.DateField(null=True)
    since = models.DateField()
    computed_on = models.DateField()

    class Meta:
        verbose_name = _("亮灯")
        indexes = (
            models.Index(fields=("colour", "task"), name="light_by_colour"),
            models.Index(fields=("forecast", "task"), name="light_by_forecast"),
        )

    def __str__(self) -> str:
        return f"{self.task_id} {self.colour}"

    @property
    def shown(self) -> Light:
        """The light, to be said in words."""
        return Light(
            Colour(self.colour),
            Reason(self.reason),
            self.days,
            self.percent,
            self.expected,
            Forecast(self.forecast),
            self.finishes,
        )


class LightChange(models.Model):
    """A light that turned: from what to what, on which day, why."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="light_changes")
    on = models.DateField()
    was = models.CharField(max_length=12, choices=_COLOURS, blank=True)
    colour = models.CharField(max_length=12, choices=_COLOURS)
    reason = models.CharField(max_length=16)
    days = models.IntegerField(default=0)
    percent = models.FloatField(null=True)
    expected = models.FloatField(null=True)

    class Meta:
        ordering = ("-on", "-id")
        indexes = (models.Index(fields=("on", "colour"), name="light_changes_of_a_day"),)

    def __str__(self) -> str:
        return f"{self.task_id} {self.was} → {self.colour}"

    @property
    def shown(self) -> Light:
        """The light that it turned to, to be said in words."""
        return Light(Colour(self.colour), Reason(self.reason), self.days, self.percent, self.expected)


class LightTally(models.Model):
    """How many tasks of a register had which light on a day: the trend.

    ``after`` is the key of the newest change that is counted in it: what turned later on that day has a greater one.
    """

    register = models.ForeignKey(Register, models.CASCADE, related_name="tallies")
    day = models.DateField()
    colour = models.CharField(max_length=12, choices=_COLOURS)
    count = models.PositiveIntegerField()
    after = models.BigIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("register", "day", "colour"), name="one_tally_a_day"),)

    def __str__(self) -> str:
        return f"{self.register_id} {self.day} {self.colour} {self.count}"
