"""Circulating a draft for comment (征求意见): invitations to units, and their comments."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.organisations.models import Unit
from luoshi.duban.tasks.models.plan import Plan
from luoshi.duban.tasks.models.task import Task


class Circulation(models.Model):
    """One round of asking; ``answer_by`` is the last day for answers, included."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="circulations")
    answer_by = models.DateField(_("反馈期限"))
    message = models.TextField(_("说明"), blank=True)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.plan} {self.opened_at:%Y-%m-%d}"


class Invitation(models.Model):
    """A unit's extract in a round.  The link's token is kept as its SHA-256 only; it expires and can be revoked.

    ``no_objection`` says that the unit answered 无意见.  ``answered_through`` is page, file or hand.
    """

    circulation = models.ForeignKey(Circulation, models.CASCADE, related_name="invitations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="invitations")
    token_sha256 = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(_("反馈人"), max_length=100, blank=True)
    answered_through = models.CharField(max_length=16, blank=True)
    no_objection = models.BooleanField(_("无意见"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("circulation", "unit"), name="one_invitation_a_unit"),)

    def __str__(self) -> str:
        return f"{self.unit}"


class Verdict(models.TextChoices):
    """What became of a comment."""

    OPEN = "", _("待处理")
    TAKEN = "taken", _("采纳")
    PARTLY = "partly", _("部分采纳")
    NOT_TAKEN = "not-taken", _("未采纳")


class Comment(models.Model):
    """A unit's comment on one task, or on the whole (``task`` empty).

    ``field`` is what it wants changed: ``text``, ``lead``, ``supporting``, ``limit``, ``targets``, ``steps`` or
    ``other``; ``current`` the value at that time, ``proposed`` the unit's wording, ``remark`` its reason.
    """

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="comments")
    task = models.ForeignKey(Task, models.CASCADE, null=True, blank=True, related_name="comments")
    field = models.CharField(max_length=16)
    current = models.TextField(blank=True)
    proposed = models.TextField(_("建议修改为"), blank=True)
    remark = models.TextField(_("理由"), blank=True)
    verdict = models.CharField(max_length=16, choices=Verdict.choices, blank=True, default=Verdict.OPEN)
    reason = models.TextField(_("未采纳理由"), blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    source_name = models.CharField(max_length=255, blank=True)

    class Meta:
        ordering = ("task__position", "id")

    def __str__(self) -> str:
        return self.proposed[:50] or self.remark[:50]
