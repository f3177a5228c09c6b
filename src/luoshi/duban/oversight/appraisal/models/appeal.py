"""申诉: a unit says that a line of its score is wrong."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.oversight.appraisal.models.scores import ScoreLine


class Outcome(models.TextChoices):
    """What became of an appeal."""

    OPEN = "", pgettext_lazy("appeal", "待处理")
    UPHELD = "upheld", pgettext_lazy("appeal", "成立")
    REFUSED = "refused", pgettext_lazy("appeal", "不成立")


class Appeal(models.Model):
    """An appeal against one line; a line is appealed against once.

    ``points`` are those that the line should have had, where it was upheld; the frozen line itself never changes.
    """

    line = models.OneToOneField(ScoreLine, models.PROTECT, related_name="appeal")
    reasons = models.TextField(_("申诉理由"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True, default=Outcome.OPEN)
    points = models.DecimalField(_("更正后得分"), max_digits=4, decimal_places=1, null=True)
    answer = models.TextField(_("处理理由"), blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("考评申诉")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.line.score} {self.reasons[:40]}"
