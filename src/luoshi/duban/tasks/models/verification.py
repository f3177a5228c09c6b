"""Verification 核查 and close-out 销号: what was looked at, how, what came out, and who closed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.tasks.models.assignment import Assignment
from luoshi.duban.tasks.models.report import Report


class Means(models.TextChoices):
    """Means of inspection, the coded list of the 政府督查工作条例, art. 12."""

    SELF_CHECK = "self-check", _("自查并说明情况")
    REPORT = "report", _("听取汇报")
    ON_SITE = "on-site", _("实地检查、走访、暗访")
    SEMINAR = "seminar", _("座谈、听证、统计、评估")
    RECORDS = "records", _("查阅资料")
    TIPS = "tips", _("来信来电等线索")
    INTERVIEW = "interview", _("约谈")
    ONLINE = "online", _("互联网+督查")


class VerificationOutcome(models.TextChoices):
    """What came of it."""

    PASSED = "passed", _("核查通过")
    SENT_BACK = "sent-back", _("退办")


class Verification(models.Model):
    """A supervisor's check of a report that says the work is done; an old ledger's row may say so without a report.

    ``means`` lists values of :class:`Means`.  ``findings`` is what was set beside what at that time
    (:class:`~luoshi.duban.tasks.verifying.Finding`): ``[{"what", "wanted", "reported", "holds", …}]``, with ``holds``
    true, false, or empty where nobody can compare.
    """

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="verifications")
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="verifications")
    means = models.JSONField(_("核查方式"), default=list)
    outcome = models.CharField(_("核查结论"), max_length=16, choices=VerificationOutcome.choices)
    conclusion = models.TextField(_("核查意见"))
    findings = models.JSONField(default=list)
    verified_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    verified_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("核查")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} {self.conclusion[:40]}"


class CloseOut(models.Model):
    """销号: the end of an assignment, with its reasons.  ``late_days`` is its lateness then, which stays for ever."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="close_outs")
    verification = models.ForeignKey(Verification, models.PROTECT, null=True, blank=True, related_name="close_outs")
    reasons = models.TextField(_("销号理由"))
    late_days = models.PositiveIntegerField(_("逾期天数"), default=0)
    closed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("销号")
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.reasons[:50]
