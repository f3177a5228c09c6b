"""News for a unit's people besides reminders, and who was told of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.organisations.models import Unit
from luoshi.duban.oversight.reminders.models.digest import Digest
from luoshi.duban.oversight.reminders.models.reminder import LeftOut
from luoshi.duban.oversight.reminders.rules import Level


class News(models.Model):
    """Something that happened to a unit (:mod:`luoshi.duban.oversight.news`); each once, which the database holds.

    ``subject`` is the key of what it is about.  ``planned_at`` is empty until somebody was there to be told;
    ``left_out`` says why nobody ever will be.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="news")
    kind = models.CharField(max_length=24)
    subject = models.PositiveBigIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    answer_by = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    planned_at = models.DateTimeField(null=True, blank=True)
    left_out = models.CharField(max_length=12, choices=LeftOut.choices, blank=True)

    class Meta:
        verbose_name = _("告知单位")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("kind", "subject", "unit"), name="each_news_once"),)
        indexes = (
            models.Index(
                fields=("office",), condition=models.Q(planned_at__isnull=True, left_out=""), name="news_unplanned"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.title}"


class Telling(models.Model):
    """One person who is told of news, once, which the database holds; the other fields are those of a reminder."""

    news = models.ForeignKey(News, models.PROTECT, related_name="tellings")
    person = models.ForeignKey(User, models.PROTECT, related_name="tellings")
    level = models.CharField(max_length=24, choices=Level.choices)
    instead_of = models.CharField(max_length=24, choices=Level.choices, blank=True)
    digest = models.ForeignKey(Digest, models.PROTECT, null=True, blank=True, related_name="tellings")
    left_out = models.CharField(max_length=12, choices=LeftOut.choices, blank=True)

    class Meta:
        verbose_name = _("告知单位")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("news", "person"), name="each_person_told_once"),)
        indexes = (
            models.Index(
                fields=("person",), condition=models.Q(digest__isnull=True, left_out=""), name="telling_waiting"
            ),
        )

    def __str__(self) -> str:
        return f"{self.news} {self.person.name}"
