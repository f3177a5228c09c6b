"""A draw with its seed, and each task that was drawn with what was found when somebody looked again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.models import Assignment


class Draw(models.Model):
    """A sample of assignments closed out from ``since`` to ``until``.

    ``seed`` with ``pool`` (the keys that it was drawn from with their weights, ``[[key, weight], …]``) gives the same
    sample again, so that anybody can check that nobody picked.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="draws")
    register = models.ForeignKey(Register, models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateField(_("销号日期自"))
    until = models.DateField(_("销号日期至"))
    size = models.PositiveIntegerField(_("抽取项数"))
    look_by = models.DateField(_("完成时限"))
    seed = models.CharField(_("随机种子"), max_length=64)
    pool = models.JSONField(default=list)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("回头看抽样")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.since}—{self.until} {self.size}"


class Outcome(models.TextChoices):
    """What was found."""

    OPEN = "", _("待查")
    HOLDS = "holds", _("属实")
    FAILS = "fails", _("不实")


class Look(models.Model):
    """One assignment that was drawn: ``reasons`` are those of its weight, ``means`` values of the coded list."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="looks")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="looks")
    place = models.PositiveIntegerField()
    weight = models.FloatField()
    reasons = models.JSONField(default=list)
    outcome = models.CharField(_("结果"), max_length=8, choices=Outcome.choices, blank=True, default=Outcome.OPEN)
    means = models.JSONField(_("核查方式"), default=list)
    words = models.TextField(_("核查情况"), max_length=2000, blank=True)
    looked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    looked_at = models.DateTimeField(null=True)
    reopened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reopened_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("回头看")
        ordering = ("place",)
        constraints = (models.UniqueConstraint(fields=("draw", "assignment"), name="one_look_a_draw"),)

    def __str__(self) -> str:
        return f"{self.assignment} {self.get_outcome_display()}"
