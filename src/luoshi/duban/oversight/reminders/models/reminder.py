"""One fact that one person is reminded of at one step, and posts that nobody holds."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.organisations.models import Unit
from luoshi.duban.oversight.reminders.models.digest import Chase, Digest
from luoshi.duban.oversight.reminders.rules import Level
from luoshi.duban.tasks.models import Assignment


class Kind(models.TextChoices):
    """What a reminder is about."""

    LIMIT = "limit", _("时限")
    OWED = "owed", _("欠报")
    CHASE = "chase", _("催办")


class LeftOut(models.TextChoices):
    """Why a reminder that was due never went out."""

    RESOLVED = "resolved", _("已办理")
    SUPERSEDED = "superseded", _("已有更新的提醒")
    LEFT = "left", _("已离任")


class Reminder(models.Model):
    """A reminder of an assignment to one person; each fact, step and recipient once, which the database holds.

    ``due`` is the limit, the last day of the period that a report is owed for, or the day of a chase; ``step`` as in
    :mod:`luoshi.duban.oversight.reminders.rules`, always 0 for a chase.  ``instead_of`` names the level that nobody
    held.  ``digest`` is empty until it went out; ``left_out`` says why it never will.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="reminders")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="reminders")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    due = models.DateField()
    step = models.SmallIntegerField(default=0)
    level = models.CharField(max_length=24, choices=Level.choices)
    instead_of = models.CharField(max_length=24, choices=Level.choices, blank=True)
    person = models.ForeignKey(User, models.PROTECT, related_name="reminders")
    chase = models.ForeignKey(Chase, models.PROTECT, null=True, blank=True, related_name="reminders")
    made_at = models.DateTimeField(default=clock.now)
    digest = models.ForeignKey(Digest, models.PROTECT, null=True, blank=True, related_name="reminders")
    left_out = models.CharField(max_length=12, choices=LeftOut.choices, blank=True)

    class Meta:
        verbose_name = _("催办")
        ordering = ("due", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("assignment", "kind", "due", "step", "level", "person"), name="each_reminder_once"
            ),
        )
        indexes = (
            models.Index(
                fields=("office", "person"),
                condition=models.Q(digest__isnull=True, left_out=""),
                name="reminder_waiting",
            ),
            models.Index(fields=("assignment", "kind", "-due"), name="reminder_of_assignment"),
        )

    def __str__(self) -> str:
        return f"{self.assignment} {self.get_kind_display()} {self.due}"


class Vacancy(models.Model):
    """A post that nobody held when a reminder was due to it, as the office sees it; ``passed_to`` got it instead.

    ``passed_to`` is empty where no level above was held either: then nobody was reminded, and the office has to ask.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="reminder_vacancies")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    level = models.CharField(max_length=24, choices=Level.choices)
    passed_to = models.CharField(max_length=24, choices=Level.choices, blank=True)
    since = models.DateField()
    last_on = models.DateField()
    filled_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("无人任职的岗位")
        ordering = ("-last_on", "unit")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "level"), condition=models.Q(filled_on__isnull=True), name="one_vacancy_a_post"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit}{self.get_level_display()}"
