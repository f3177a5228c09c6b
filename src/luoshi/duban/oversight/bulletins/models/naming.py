"""Criticism by name 点名: what is said of a unit, what it answers, and the review that it may ask for."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.organisations.models import Unit
from luoshi.duban.oversight.bulletins.models.bulletin import Bulletin
from luoshi.duban.tasks.models import Channel

#: Calendar days in which a unit may ask for a review, and in which it is decided (政府督查工作条例, art. 17).
DAYS = 30


class Naming(models.Model):
    """A unit that a bulletin names for problems: ``words`` is what is said of it, a line each.

    It is told when the bulletin is proposed and may answer up to and including ``answer_by``.  ``is_current`` is
    false where the text changed afterwards and the unit was told anew, or is named no more.
    """

    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="namings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    words = models.TextField()
    told_at = models.DateTimeField(default=clock.now)
    answer_by = models.DateField()
    answer = models.TextField(_("答复"), blank=True)
    answered_by = models.CharField(_("答复人"), max_length=100, blank=True)
    channel = models.CharField(max_length=16, choices=Channel.choices, default=Channel.PAGE)
    typed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    is_current = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("点名")
        ordering = ("unit__position", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("bulletin", "unit"), condition=models.Q(is_current=True), name="one_naming_a_unit"
            ),
        )
        indexes = (models.Index(fields=("unit", "is_current"), name="namings_of_a_unit"),)

    def __str__(self) -> str:
        return f"{self.unit} {self.bulletin}"


class Outcome(models.TextChoices):
    """What became of a review."""

    OPEN = "", pgettext_lazy("review", "复核中")
    UPHELD = "upheld", pgettext_lazy("review", "维持")
    PARTLY = "partly", pgettext_lazy("review", "部分更正")
    CORRECTED = "corrected", pgettext_lazy("review", "更正")


class Review(models.Model):
    """复核: asked for by the unit named, decided by somebody who took no part (政府督查工作条例, art. 17).

    ``decide_by`` is the last day for the decision, ``reasons`` its reasons, ``correction`` what is put right, as it
    is shown beside the bulletin and noted in its files from then on.
    """

    naming = models.OneToOneField(Naming, models.PROTECT, related_name="review")
    request = models.TextField(_("复核理由"))
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    decide_by = models.DateField()
    outcome = models.CharField(_("复核结论"), max_length=16, choices=Outcome.choices, blank=True, default=Outcome.OPEN)
    reasons = models.TextField(_("复核意见"), blank=True)
    correction = models.TextField(_("更正内容"), blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("复核")
        ordering = ("-id",)

    def __str__(self) -> str:
        return str(self.naming)
