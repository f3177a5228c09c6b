"""督查结论: what a unit is told in the end, and the review that it may ask for."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.oversight.inspections.models.inspection import Stop


class ConclusionState(models.TextChoices):
    """How far a conclusion has come."""

    PROPOSED = "proposed", pgettext_lazy("conclusion", "待审定")
    BACK = "back", pgettext_lazy("conclusion", "退回修改")
    ISSUED = "issued", pgettext_lazy("conclusion", "已送达")


class Conclusion(models.Model):
    """The conclusion about one unit (政府督查工作条例, art. 16).  ``drafted_by`` wrote its words last; another person
    issues it.  ``signed_by`` acted for the unit, or typed that it signed on paper (``sign_typed``)."""

    stop = models.OneToOneField(Stop, models.PROTECT, related_name="conclusion")
    words = models.TextField(_("督查结论"), max_length=4000)
    state = models.CharField(max_length=12, choices=ConclusionState.choices, default=ConclusionState.PROPOSED)
    reason = models.TextField(blank=True)
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(default=clock.now)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    issued_on = models.DateField(null=True, blank=True)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    sign_typed = models.BooleanField(_("代录"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("督查结论")
        ordering = ("stop",)
        indexes = (models.Index(fields=("state", "signed_at"), name="conclusion_waiting"),)

    def __str__(self) -> str:
        return f"{self.stop.unit} {self.stop.inspection}"


class ReviewOutcome(models.TextChoices):
    """What became of a review."""

    OPEN = "", pgettext_lazy("review", "待决定")
    UPHELD = "upheld", pgettext_lazy("review", "维持原结论")
    CORRECTED = "corrected", pgettext_lazy("review", "更正结论")


class ConclusionReview(models.Model):
    """复核: asked for by the unit within 30 days, decided within 30 days by who took no part (art. 17).

    ``correction`` is what is put right; it stands beside the conclusion and in its papers from then on.
    """

    conclusion = models.OneToOneField(Conclusion, models.PROTECT, related_name="review")
    request = models.TextField(_("复核理由"), max_length=2000)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    decide_by = models.DateField()
    outcome = models.CharField(
        _("复核结果"), max_length=12, choices=ReviewOutcome.choices, blank=True, default=ReviewOutcome.OPEN
    )
    reasons = models.TextField(_("复核意见"), max_length=2000, blank=True)
    correction = models.TextField(_("更正内容"), max_length=2000, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("督查结论复核")
        ordering = ("-id",)

    def __str__(self) -> str:
        return str(self.conclusion)
